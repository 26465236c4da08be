#include "defectd/store/delivery_state.hpp"

#include <algorithm>
#include <array>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

constexpr std::array<std::string_view, 5> names{"pending", "in_flight", "delivered", "exhausted",
                                                "cancelled"};

}  // namespace

std::string_view name_of(delivery_state state) noexcept
{
    const auto index = static_cast<std::size_t>(state);
    DEFECTD_ASSERT(index < names.size());
    return names[index];
}

std::optional<delivery_state> delivery_state_named(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(names, name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<delivery_state>(found - names.begin());
}

}  // namespace defectd
