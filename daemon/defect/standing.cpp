#include "defectd/defect/diff.hpp"
#include "names.hpp"

namespace defectd {
namespace {

constexpr name_table<3> standing_names{"open", "cleared", "expired"};

}  // namespace

std::string_view name_of(standing state) noexcept
{
    return name_in(standing_names, state);
}

std::optional<standing> standing_named(std::string_view name) noexcept
{
    return enumerator_in<standing>(standing_names, name);
}

}  // namespace defectd
