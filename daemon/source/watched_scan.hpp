// Scans of folders that inotify watches.
#ifndef DEFECTD_SOURCE_WATCHED_SCAN_HPP
#define DEFECTD_SOURCE_WATCHED_SCAN_HPP

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "defectd/runtime/log.hpp"
#include "defectd/runtime/worker.hpp"
#include "folder_scan.hpp"
#include "folder_watch.hpp"

namespace defectd {

/// Scans on the worker, watches on the loop.  Loop thread only.
class watched_scan {
public:
    /// @param source   the name of the source
    /// @param log      must outlive it, as `reading`
    /// @param reading  the folders are listed there
    watched_scan(const asio::any_io_executor& loop, std::string source, std::vector<path_step> steps,
                 log_sink& log, worker& reading)
        : source_(std::move(source)), steps_(std::move(steps)), log_(log), reading_(reading), watch_(loop)
    {
    }

    /// Scans folders that were all watched before the scan began.  What it does not see yet, inotify reports later,
    /// so that no newer file is collected before an older one.
    /// @param is_processed  true for a file whose other names need not be watched
    [[nodiscard]] task<folder_scan> scan(std::function<bool(const scanned_file&)> is_processed);

    /// Has the next scan watch every folder again: one of the same name may be another by now.
    void watch_again() noexcept { watched_.clear(); }

    /// The watch, for what happens between scans.
    [[nodiscard]] folder_watch& watch() noexcept { return watch_; }

private:
    /// Watches exactly these paths, and logs the first that cannot be watched.
    void watch(std::set<watched_path> paths);

    std::string source_;
    std::vector<path_step> steps_;
    log_sink& log_;
    worker& reading_;
    folder_watch watch_;
    std::set<watched_path> watched_;  ///< by the last scan; empty: every path is to be watched again
    std::string last_problem_;        ///< empty while every path is watched
};

}  // namespace defectd

#endif
