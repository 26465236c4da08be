// Errors that come from this process or machine, and say nothing about the file or folder that was opened.  A report
// must not be rejected for them.
#ifndef DEFECTD_SOURCE_SHORTAGE_HPP
#define DEFECTD_SOURCE_SHORTAGE_HPP

#include <string_view>
#include <system_error>

namespace defectd {

/// True when no file descriptor or no memory is left.  The same call may succeed a moment later.
[[nodiscard]] inline bool is_shortage(const std::error_code& error) noexcept
{
    return error == std::errc::too_many_files_open || error == std::errc::too_many_files_open_in_system ||
           error == std::errc::not_enough_memory;
}

/// The message for the log and the answers of the API, with what to do.
inline constexpr std::string_view shortage_message =
    "file descriptors or memory exhausted; collection paused, retrying every second; "
    "raise LimitNOFILE of the unit (or `ulimit -n`), and lower "
    "limits.deliveries_in_flight if that does not help";

}  // namespace defectd

#endif
