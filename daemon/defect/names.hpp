// Enumerators and their persistent words: a table indexed by the enumerator's number.
#ifndef DEFECTD_DEFECT_NAMES_HPP
#define DEFECTD_DEFECT_NAMES_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "defectd/base/assert.hpp"

namespace defectd {

template <std::size_t Count>
using name_table = std::array<std::string_view, Count>;

template <class Enum, std::size_t Count>
[[nodiscard]] std::string_view name_in(const name_table<Count>& names, Enum enumerator) noexcept
{
    const auto index = static_cast<std::size_t>(enumerator);
    DEFECTD_ASSERT(index < Count);
    return names[index];
}

template <class Enum, std::size_t Count>
[[nodiscard]] std::optional<Enum> enumerator_in(const name_table<Count>& names,
                                                std::string_view name) noexcept
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace defectd

#endif
