// One walk over the folders a pattern reaches.  Blocking; runs on a worker thread.
#ifndef DEFECTD_SOURCE_FOLDER_SCAN_HPP
#define DEFECTD_SOURCE_FOLDER_SCAN_HPP

#include <string>
#include <vector>

#include "defectd/defect/report_file.hpp"
#include "defectd/source/path_pattern.hpp"

namespace defectd {

struct scanned_file {
    std::string path;
    path_captures captures;
    file_mark mark;
};

struct folder_scan {
    std::vector<scanned_file> files;      ///< regular files that fit, sorted by path
    std::vector<std::string> folders;     ///< where new files or folders can appear that matter; sorted
    std::vector<std::string> unreadable;  ///< "/srv/x: Permission denied"
};

[[nodiscard]] folder_scan scan_folders(const std::vector<path_step>& steps);

}  // namespace defectd

#endif
