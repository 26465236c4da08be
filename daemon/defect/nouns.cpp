#include "defectd/defect/nouns.hpp"

#include "names.hpp"

namespace defectd {
namespace {

constexpr name_table<defect_type_count> type_names{"negative_feedback", "a_to_z_claim", "chargeback"};
constexpr name_table<3> channel_names{"MFN", "AFN", "ALL"};

}  // namespace

std::string_view name_of(defect_type type) noexcept
{
    return name_in(type_names, type);
}

std::optional<defect_type> defect_type_named(std::string_view name) noexcept
{
    return enumerator_in<defect_type>(type_names, name);
}

std::string_view name_of(fulfillment channel) noexcept
{
    return name_in(channel_names, channel);
}

std::optional<fulfillment> fulfillment_named(std::string_view name) noexcept
{
    return enumerator_in<fulfillment>(channel_names, name);
}

bool is_whole(const scope& of) noexcept
{
    return !of.account.empty() && !of.marketplace_id.empty();
}

bool scope_parts::cover(const scope& of) const noexcept
{
    return (!account || *account == of.account) &&
           (!marketplace_id || *marketplace_id == of.marketplace_id) && (!channel || *channel == of.channel);
}

std::optional<scope> whole_scope(const scope_parts& of)
{
    if (!of.account || !of.marketplace_id || !of.channel)
        return std::nullopt;
    return scope{*of.account, *of.marketplace_id, *of.channel};
}

scope_parts parts_of(const scope& of)
{
    return {of.account, of.marketplace_id, of.channel};
}

}  // namespace defectd
