// Collects the reports of one source: finds files, decides which are to be read, and has a cycle read each.
#ifndef DEFECTD_COLLECT_COLLECTOR_HPP
#define DEFECTD_COLLECT_COLLECTOR_HPP

#include <memory>
#include <vector>

#include "defectd/collect/cycle.hpp"
#include "defectd/collect/folder_monitor.hpp"
#include "defectd/collect/processed_files.hpp"
#include "defectd/collect/scope_owners.hpp"
#include "defectd/runtime/async_mutex.hpp"
#include "defectd/source/file_source.hpp"

namespace defectd {

/// One per source.  Collects one file at a time, scope by scope, each scope from the oldest file to the newest, so that
/// each report is compared with the one before it.  A file that is bad stops no other.  Loop thread only.
class collector {
public:
    /// @param owners  shared by all collectors; must outlive them, as everything in `deps`
    collector(const asio::any_io_executor& loop, source_config source, cycle_deps deps, scope_owners& owners);

    /// Collects whenever the source finds something.  Ends only when cancelled.  Throws store_error when the store
    /// cannot go on.
    [[nodiscard]] task<void> run();

    /// Scans the source and collects what it finds, after a collection that is under way.  Returns what came of each
    /// file, and of folders that cannot be listed; large collections are written out then.
    [[nodiscard]] task<std::vector<collected_file>> collect_now(collect_request request);

    /// The source as it is configured.
    [[nodiscard]] const source_config& source() const noexcept { return source_; }

private:
    using file_list = std::vector<found_file>;
    using collected_list = std::vector<collected_file>;

    /// Loads what the store has of the source, once.
    [[nodiscard]] task<void> load_memory();
    /// True for a file that was collected, or rejected since the start because another source owns its scope.
    [[nodiscard]] bool is_processed(const report_scope& scope, const file_mark& mark) const;
    [[nodiscard]] task<collected_list> collect_found(found_reports found, collect_request request);
    // Each of these appends what came of its files to `into`, which outlives the call.
    [[nodiscard]] task<void> collect_scope(file_list files, collect_request request, collected_list& into);
    [[nodiscard]] task<void> collect_baseline(file_list files, collect_request request, collected_list& into);
    [[nodiscard]] task<void> collect_file(found_file file, std::span<const file_mark> older,
                                          collect_request request, collected_list& into);
    [[nodiscard]] task<void> reject_taken(file_list files, std::string owner, collect_request request,
                                          collected_list& into);
    [[nodiscard]] task<void> forget_absent(std::vector<scope_file> present);
    void note_resources(const collected_file& collected);

    source_config source_;
    cycle_deps deps_;
    scope_owners& owners_;
    async_mutex one_at_a_time_;  ///< run() and collect_now() take turns
    folder_monitor folders_;
    processed_files processed_;
    processed_files taken_;  ///< rejected since the start, because another source owns their scope
    bool is_loaded_ = false;
    bool was_short_ = false;  ///< of descriptors or memory, at the last report
    std::unique_ptr<report_source> files_;
};

}  // namespace defectd

#endif
