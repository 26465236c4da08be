// The exit codes of the commands, after sysexits(3).  They must not change, because scripts and the systemd unit rely
// on them.
#ifndef DEFECTD_APP_CLI_EXIT_CODE_HPP
#define DEFECTD_APP_CLI_EXIT_CODE_HPP

#include "defectd/store/store_error.hpp"

namespace defectd::exit_code {

inline constexpr int ok = 0;
inline constexpr int failed = 1;          ///< the command was understood, but could not do its work
inline constexpr int partly_failed = 2;   ///< of several parts some failed
inline constexpr int usage = 64;          ///< the command line is wrong
inline constexpr int bad_input = 65;      ///< a report or a secret is not valid
inline constexpr int no_daemon = 69;      ///< no daemon responds on the admin socket
inline constexpr int internal = 70;       ///< a bug, or a corrupt store
inline constexpr int io = 74;             ///< a file or the disk failed
inline constexpr int try_again = 75;      ///< the lock is held
inline constexpr int no_permission = 77;  ///< a file or the admin socket is another user's
inline constexpr int configuration = 78;  ///< or a newer schema

}  // namespace defectd::exit_code

namespace defectd {

/// Returns the exit code for a fault after which the store cannot go on.
[[nodiscard]] constexpr int exit_code_of(store_fault fault) noexcept
{
    switch (fault) {
    case store_fault::disk_full:
    case store_fault::io:
    case store_fault::fsync_failed:
    case store_fault::replaced: return exit_code::io;
    case store_fault::corrupt:
    case store_fault::foreign_file: return exit_code::internal;
    case store_fault::locked: return exit_code::try_again;
    case store_fault::newer_schema: return exit_code::configuration;
    case store_fault::no_access: return exit_code::no_permission;
    }
    return exit_code::internal;
}

}  // namespace defectd

#endif
