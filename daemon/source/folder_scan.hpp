// One walk over the folders a pattern reaches.  Blocking; runs on a worker thread, for a single file on any.
#ifndef DEFECTD_SOURCE_FOLDER_SCAN_HPP
#define DEFECTD_SOURCE_FOLDER_SCAN_HPP

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "defectd/defect/report_file.hpp"
#include "defectd/source/path_pattern.hpp"
#include "watched_path.hpp"

namespace defectd {

/// By which other name a file may be written to.  inotify does not report that for the folder.
enum class other_names : std::uint8_t { none, hard_links, symbolic_link };

/// A regular file whose path fits the pattern.
struct scanned_file {
    std::string path;
    path_captures captures;
    file_mark mark;
    other_names others = other_names::none;
};

/// What the walk found.
struct folder_scan {
    std::vector<scanned_file> files;      ///< sorted by path
    std::set<watched_path> watches;       ///< paths where a change may add files or remove folders
    std::set<std::string> named_folders;  ///< folders that stand for a placeholder
    std::vector<std::string> unreadable;  ///< "/srv/x: Permission denied"
    /// What this process ran out of, so that nothing above is complete; empty when it did not.
    std::string shortage;
};

/// Walks from the root along the steps of a pattern.  Folders that cannot be listed are values, not errors.
[[nodiscard]] folder_scan scan_folders(const std::vector<path_step>& steps);

/// Returns the file of this path as a scan finds it; nullopt when the path does not fit or it is not a regular file.
[[nodiscard]] std::optional<scanned_file> file_at(const std::vector<path_step>& steps,
                                                  const std::string& path);

}  // namespace defectd

#endif
