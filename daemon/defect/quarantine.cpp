#include "quarantine.hpp"

#include "merge.hpp"

#include <algorithm>

namespace defectd {
namespace {

bool too_much_is_missing(const absence_counts& counts, const quarantine_rule& rule)
{
    return static_cast<double>(counts.absent) > rule.missing_share * static_cast<double>(counts.open) &&
           static_cast<std::int64_t>(counts.absent) >= rule.missing_rows;
}

}  // namespace

date first_day_inside(const window& days) noexcept
{
    return days.from + std::chrono::days{1};
}

absence_counts count_absences(const snapshot& before, const report& current, fulfillment scope_channel,
                              const window& days)
{
    absence_counts counts;
    const date first_day = first_day_inside(days);
    const auto count = [&](const tracked_defect* row, const observation* seen) {
        if (row == nullptr || row->state != standing::open || row->scope_channel != scope_channel ||
            row->order_date < first_day)
            return;
        ++counts.open;
        if (seen == nullptr && silence_on(row->key, current) == silence::absent)
            ++counts.absent;
    };
    for_each_identity(before.defects, current.defects, count);
    return counts;
}

phase phase_of(const scope_state& before, const absence_counts& counts, timestamp report_time,
               const diff_rules& rules)
{
    if (!before.has_baseline)
        return phase::baseline;
    if (!too_much_is_missing(counts, rules.quarantine))
        return phase::normal;
    if (rules.accept_quarantine)
        return phase::quarantine_released;
    if (!before.quarantined_since)
        return phase::quarantine_begins;
    const bool held_long_enough = report_time >= *before.quarantined_since + rules.quarantine.hold;
    return held_long_enough ? phase::quarantine_released : phase::quarantine_lasts;
}

scope_state state_after(const scope_state& before, phase stage, timestamp report_time)
{
    scope_state after = before;
    after.has_baseline = true;
    if (stage == phase::quarantine_begins) {
        after.quarantined_since = report_time;
        ++after.quarantines;
    } else if (stage != phase::quarantine_lasts) {
        after.quarantined_since.reset();
    }
    return after;
}

silence silence_on(const defect_key& key, const report& current)
{
    if (!current.covers.test(static_cast<std::size_t>(key.type)))
        return silence::unspoken;
    if (std::binary_search(current.present_orders.begin(), current.present_orders.end(), key.order_id))
        return silence::order_present;
    return current.complete ? silence::absent : silence::unspoken;
}

}  // namespace defectd
