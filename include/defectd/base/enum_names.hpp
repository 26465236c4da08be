// The names of enumerators as they are stored or sent: a table per enumeration, indexed by the enumerator's number.
// A name in such a table is part of the database or of the API, so that it must not change once released.
// Pure.
#ifndef DEFECTD_BASE_ENUM_NAMES_HPP
#define DEFECTD_BASE_ENUM_NAMES_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "defectd/base/assert.hpp"

namespace defectd {

/// One name per enumerator, in the order of the enumeration, which must begin at 0 and have no gaps.
template <std::size_t Count>
using enum_names = std::array<std::string_view, Count>;

/// Returns the name of an enumerator.
/// @pre  the table has a name for it
template <class Enum, std::size_t Count>
[[nodiscard]] constexpr std::string_view name_in(const enum_names<Count>& names, Enum enumerator) noexcept
{
    const auto index = static_cast<std::size_t>(enumerator);
    DEFECTD_ASSERT(index < Count);
    return names[index];
}

/// Returns the enumerator of that name, nullopt when no enumerator has it.
template <class Enum, std::size_t Count>
[[nodiscard]] constexpr std::optional<Enum> enumerator_in(const enum_names<Count>& names,
                                                          std::string_view name) noexcept
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace defectd

#endif
