// Which exit code a store that cannot go on gives.
#ifndef DEFECTD_APP_STORE_EXIT_HPP
#define DEFECTD_APP_STORE_EXIT_HPP

#include "cli/exit_code.hpp"
#include "defectd/store/store_error.hpp"

namespace defectd {

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
