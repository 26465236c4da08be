#include <array>

#include "defectd/base/assert.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

std::string_view name_of(delivery_state state) noexcept
{
    static constexpr std::array<std::string_view, 5> names{"pending", "in_flight", "delivered", "exhausted",
                                                           "cancelled"};
    const auto index = static_cast<std::size_t>(state);
    DEFECTD_ASSERT(index < names.size());
    return names[index];
}

}  // namespace defectd
