#include "defectd/defect/model.hpp"

#include "defectd/base/enum_names.hpp"
#include "defectd/defect/diff.hpp"

namespace defectd {
namespace {

// In the order of the enumerators.  These names are stored and sent: a change needs a migration of the store, and
// breaks subscribers.
constexpr enum_names<defect_type_count> type_names{"negative_feedback", "a_to_z_claim", "chargeback"};
constexpr enum_names<3> channel_names{"MFN", "AFN", "ALL"};

constexpr enum_names<3> defect_status_names{"open", "cleared", "expired"};
constexpr enum_names<4> change_kind_names{"created", "updated", "cleared", "expired"};

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

bool is_whole(const report_scope& scope) noexcept
{
    return !scope.account.empty() && !scope.marketplace_id.empty();
}

bool scope_parts::cover(const report_scope& scope) const noexcept
{
    // A part that is not set covers every value.
    return (!account || *account == scope.account) &&
           (!marketplace_id || *marketplace_id == scope.marketplace_id) &&
           (!channel || *channel == scope.channel);
}

// The converse of parts_of().
std::optional<report_scope> whole_scope(const scope_parts& scope)
{
    if (!scope.account || !scope.marketplace_id || !scope.channel)
        return std::nullopt;
    return report_scope{*scope.account, *scope.marketplace_id, *scope.channel};
}

scope_parts parts_of(const report_scope& scope)
{
    return {scope.account, scope.marketplace_id, scope.channel};
}

std::string_view name_of(defect_status status) noexcept
{
    return name_in(defect_status_names, status);
}

std::optional<defect_status> defect_status_named(std::string_view name) noexcept
{
    return enumerator_in<defect_status>(defect_status_names, name);
}

std::string_view name_of(change_kind kind) noexcept
{
    return name_in(change_kind_names, kind);
}

std::optional<change_kind> change_kind_named(std::string_view name) noexcept
{
    return enumerator_in<change_kind>(change_kind_names, name);
}

window window_on(date day, const window_rule& rule) noexcept
{
    // Both days are included, so `days` of them are one less apart.
    const date to = day - std::chrono::days{rule.lag_days};
    return {.from = to - std::chrono::days{rule.days - 1}, .to = to};
}

date leaves_window_on(date order_date, const window_rule& rule) noexcept
{
    // The window of a day begins at day − lag − days + 1; on the day returned here it begins one day after the order.
    return order_date + std::chrono::days{rule.days + rule.lag_days};
}

}  // namespace defectd
