// How report files are distinguished and ordered.
#ifndef DEFECTD_DEFECT_REPORT_FILE_HPP
#define DEFECTD_DEFECT_REPORT_FILE_HPP

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "defectd/defect/model.hpp"

namespace defectd {

/// A file as the file system identifies it.  A file with the same mark has the same content.
struct file_mark {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t modified_ns = 0;  ///< modification time, ns since the epoch
    std::uint64_t size = 0;        ///< bytes

    friend auto operator<=>(const file_mark&, const file_mark&) = default;
};

/// A file, and the scope of its report.
struct scope_file {
    report_scope scope;
    file_mark mark;

    friend bool operator==(const scope_file&, const scope_file&) = default;
};

/// The place of a report in the order of its scope.  Reports newer than the last applied one are applied, oldest first.
struct report_stamp {
    std::int64_t time_ns = 0;  ///< modification time, or arrival when that lies too far ahead
    std::string name;          ///< of the file; breaks ties

    friend auto operator<=>(const report_stamp&, const report_stamp&) = default;
};

/// How the folders changed that stand for a placeholder in the path of a source.
struct folder_change {
    std::vector<std::string> appeared;  ///< absolute paths, sorted
    std::vector<std::string> gone;      ///< absolute paths, sorted

    [[nodiscard]] bool is_empty() const noexcept { return appeared.empty() && gone.empty(); }
};

}  // namespace defectd

#endif
