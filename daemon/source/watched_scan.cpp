#include "watched_scan.hpp"

#include <utility>

namespace defectd {
namespace {

/// Returns what is to be watched after a scan: the folders, and files that may be written to by another name: the
/// targets of links always, files with several names until they are collected.
std::set<watched_path> watches_of(const folder_scan& found,
                                  const std::function<bool(const scanned_file&)>& is_processed)
{
    std::set<watched_path> watches = found.watches;
    for (const scanned_file& file : found.files)
        if (file.others == other_names::symbolic_link ||
            (file.others == other_names::hard_links && !is_processed(file)))
            watches.insert({file.path, watch_kind::target});
    return watches;
}

}  // namespace

task<folder_scan> watched_scan::scan(std::function<bool(const scanned_file&)> is_processed)
{
    auto walk = [this] { return scan_folders(steps_); };
    folder_scan found = co_await reading_.run(walk);
    // What appeared after the walk and before the watch would be missed, so the walk is repeated until it needs no new
    // watch.
    for (std::set<watched_path> wanted = watches_of(found, is_processed); wanted != watched_;
         wanted = watches_of(found, is_processed)) {
        watch(std::move(wanted));
        found = co_await reading_.run(walk);
    }
    co_return found;
}

void watched_scan::watch(std::set<watched_path> paths)
{
    const std::string problem = watch_.watch(paths);
    // Logged when it changes: a scan that cannot watch is repeated at each interval.
    if (problem != last_problem_ && !problem.empty())
        log_.warning("folder not watched; its files are found by scans only",
                     {{"source", source_}, {"folder", problem}});
    last_problem_ = problem;
    watched_ = std::move(paths);
}

}  // namespace defectd
