// A report file that is ready to be read, and the scope it belongs to.
#ifndef DEFECTD_SOURCE_FOUND_FILE_HPP
#define DEFECTD_SOURCE_FOUND_FILE_HPP

#include <string>

#include "defectd/base/time.hpp"
#include "defectd/defect/model.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// Whole when it was found; it may have changed since.
struct found_file {
    std::string path;  ///< absolute
    report_scope scope;
    file_mark mark;
    report_stamp stamp;
    timestamp time;               ///< the time of the report: that of the stamp
    bool time_was_ahead = false;  ///< the modification time was too far ahead, so the arrival is used
};

/// A modification time further ahead of the clock than this is not believed.
inline constexpr duration believed_ahead = std::chrono::minutes{5};

/// Returns the file with its place in the order of its scope.
/// @param arrived  when it was found
[[nodiscard]] found_file make_found_file(std::string path, report_scope scope, const file_mark& mark,
                                         timestamp arrived);

}  // namespace defectd

#endif
