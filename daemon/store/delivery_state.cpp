#include "defectd/store/delivery_state.hpp"

#include "defectd/base/enum_names.hpp"

namespace defectd {
namespace {

constexpr enum_names<5> state_names{"pending", "in_flight", "delivered", "exhausted", "cancelled"};

}  // namespace

std::string_view name_of(delivery_state state) noexcept
{
    return name_in(state_names, state);
}

std::optional<delivery_state> delivery_state_named(std::string_view name) noexcept
{
    return enumerator_in<delivery_state>(state_names, name);
}

}  // namespace defectd
