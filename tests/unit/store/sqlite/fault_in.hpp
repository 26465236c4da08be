// How a call of the store failed.
#ifndef DEFECTD_TESTS_STORE_SQLITE_FAULT_IN_HPP
#define DEFECTD_TESTS_STORE_SQLITE_FAULT_IN_HPP

#include <optional>

#include "defectd/store/store_error.hpp"

namespace defectd {

/// nullopt when it did not.
template <class Act>
[[nodiscard]] std::optional<store_fault> fault_in(const Act& act)
{
    try {
        act();
        return std::nullopt;
    } catch (const store_error& error) {
        return error.fault();
    }
}

}  // namespace defectd

#endif
