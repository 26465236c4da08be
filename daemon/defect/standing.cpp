#include "defectd/defect/diff.hpp"
#include "names.hpp"

namespace defectd {
namespace {

constexpr name_table<3> standing_names{"open", "cleared", "expired"};
constexpr name_table<4> change_kind_names{"created", "updated", "cleared", "expired"};

}  // namespace

std::string_view name_of(standing state) noexcept
{
    return name_in(standing_names, state);
}

std::optional<standing> standing_named(std::string_view name) noexcept
{
    return enumerator_in<standing>(standing_names, name);
}

std::string_view name_of(change_kind kind) noexcept
{
    return name_in(change_kind_names, kind);
}

std::optional<change_kind> change_kind_named(std::string_view name) noexcept
{
    return enumerator_in<change_kind>(change_kind_names, name);
}

}  // namespace defectd
