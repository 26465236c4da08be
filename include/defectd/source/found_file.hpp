// A report file that lies ready to be read, and whose it is.
#ifndef DEFECTD_SOURCE_FOUND_FILE_HPP
#define DEFECTD_SOURCE_FOUND_FILE_HPP

#include <string>

#include "defectd/base/time.hpp"
#include "defectd/defect/model.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

struct found_file {
    std::string path;  ///< absolute
    report_scope scope;
    file_mark mark;
    report_stamp stamp;
    timestamp time;               ///< what the report describes, of the stamp
    bool time_was_ahead = false;  ///< the modification time lay too far ahead; arrival counts
};

/// A modification time further ahead of the clock than this is not believed.
inline constexpr duration believed_ahead = std::chrono::minutes{5};

/// Puts a file in the order of its scope.
/// @param arrived  when it was found
[[nodiscard]] found_file make_found_file(std::string path, report_scope scope, const file_mark& mark,
                                         timestamp arrived);

}  // namespace defectd

#endif
