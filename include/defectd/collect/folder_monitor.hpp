// Reports the folders of a source that cannot be listed or went away: reports in them are not found.
#ifndef DEFECTD_COLLECT_FOLDER_MONITOR_HPP
#define DEFECTD_COLLECT_FOLDER_MONITOR_HPP

#include <optional>
#include <string>
#include <vector>

#include "defectd/collect/cycle.hpp"
#include "defectd/source/named_folders.hpp"

namespace defectd {

/// The source emits one collection.failed, then one collection.recovered with the first good report after a scan that
/// could list every folder.  Loop thread only.
class folder_monitor {
public:
    /// Both must outlive the monitor.
    folder_monitor(const source_config& source, const cycle_deps& deps) : source_(source), deps_(deps) {}

    /// Takes over what the store has of the source.  Called once, before the first scan.
    /// @param folders  as store::source_folders returns them
    void restore(const std::vector<std::string>& folders, bool is_failing);

    /// The folders that stand for a placeholder; each scan notes here which ones it found.
    [[nodiscard]] named_folders& folders() noexcept { return folders_; }

    /// Called after a scan, before its reports are collected.  Stores the folders that are new, unless in a dry run, so
    /// that a folder whose reports had events is reported when it goes away, even if the daemon was killed.
    /// @param are_readable  every folder could be listed
    [[nodiscard]] task<void> begin_collection(bool are_readable, collect_request request);

    /// Called when the reports of the scan are collected.  Returns the rejection of the first folder that cannot be
    /// listed or went away; nullopt when there is none.  A dry run only returns it.
    /// @param unreadable  as found_reports::unreadable
    [[nodiscard]] task<std::optional<collected_file>> end_collection(std::vector<std::string> unreadable,
                                                                     collect_request request);

    /// Returns what a report needs to emit that the source has recovered; nullopt when it is not failing, or when a
    /// folder could not be listed in the last scan.
    [[nodiscard]] task<std::optional<source_memory>> load_recovery();

    /// Notes that a report was committed with what load_recovery() returned.
    void note_recovered() noexcept { is_failing_ = false; }

private:
    [[nodiscard]] task<void> commit(folder_change change, std::optional<collected_file>& rejected);

    const source_config& source_;
    const cycle_deps& deps_;
    named_folders folders_;
    bool is_failing_ = false;    ///< as the store has it
    bool are_readable_ = false;  ///< in the last scan
};

}  // namespace defectd

#endif
