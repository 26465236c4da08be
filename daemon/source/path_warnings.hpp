// Warnings about files of a source, each logged once.
#ifndef DEFECTD_SOURCE_PATH_WARNINGS_HPP
#define DEFECTD_SOURCE_PATH_WARNINGS_HPP

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "defectd/runtime/log.hpp"
#include "folder_scan.hpp"

namespace defectd {

/// Remembers which paths have had a warning: scans find the same files again and again.  One thread.
class path_warnings {
public:
    /// @param log     must outlive it
    /// @param source  the name of the source
    path_warnings(log_sink& log, std::string source) : log_(log), source_(std::move(source)) {}

    /// Logs the message at the level warning unless the path has had a warning already, whatever it said.
    void warn(const std::string& path, std::string_view message);

    /// Forgets the paths that a scan did not find, so that no more are remembered than there are files.
    /// @param files  all that the scan found, sorted by path
    void forget_all_but(std::span<const scanned_file> files);

private:
    log_sink& log_;
    std::string source_;
    std::set<std::string> warned_;
};

}  // namespace defectd

#endif
