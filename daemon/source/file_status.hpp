// What stat(2) says about a file, as a file_mark.
#ifndef DEFECTD_SOURCE_FILE_STATUS_HPP
#define DEFECTD_SOURCE_FILE_STATUS_HPP

#include <sys/stat.h>

#include "defectd/defect/report_file.hpp"

namespace defectd {

/// Returns the mark of the file with this status.  For a link it is that of the target when `status` is from stat(2).
[[nodiscard]] inline file_mark mark_of(const struct ::stat& status) noexcept
{
    // Seconds and nanoseconds make one number, which lasts until the year 2262.
    return file_mark{.device = status.st_dev,
                     .inode = status.st_ino,
                     .modified_ns = status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec,
                     .size = static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace defectd

#endif
