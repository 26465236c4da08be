#include "quarantine.hpp"

#include "merge.hpp"

#include <algorithm>

namespace defectd {
namespace {

/// True when more than the share and at least the number of rows are missing.  The share alone would stop a
/// small account, whose only two defects may well disappear in one day; the number alone would stop a large one every
/// day.
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
    // Only rows that an absence could clear are counted: open, of this scope, and certainly inside the window.  A row
    // that leaves the window is expected to disappear.
    const auto count = [&](const tracked_defect* row, const observation* seen) {
        if (row == nullptr || row->status != defect_status::open || row->scope_channel != scope_channel ||
            row->order_date < first_day)
            return;
        ++counts.open;
        if (seen == nullptr && classify_absence(row->key, current) == absence_kind::absent)
            ++counts.absent;
    };
    for_each_identity(before.defects, current.defects, count);
    return counts;
}

quarantine_phase next_phase(const scope_state& before, const absence_counts& counts, timestamp report_time,
                            const diff_rules& rules)
{
    // Nothing can be absent from the first report.
    if (!before.has_baseline)
        return quarantine_phase::baseline;
    if (!too_much_is_missing(counts, rules.quarantine))
        return quarantine_phase::normal;
    // Too much is missing: a person accepts it, or a later report confirms it.
    if (rules.accept_quarantine)
        return quarantine_phase::released;
    if (!before.quarantined_since)
        return quarantine_phase::begins;
    const bool held_long_enough = report_time >= *before.quarantined_since + rules.quarantine.hold;
    return held_long_enough ? quarantine_phase::released : quarantine_phase::lasts;
}

scope_state state_after(const scope_state& before, quarantine_phase phase, timestamp report_time)
{
    // A quarantine that lasts keeps the time at which it began, for `hold` counts from there; any other phase ends it.
    scope_state after = before;
    after.has_baseline = true;
    if (phase == quarantine_phase::begins) {
        after.quarantined_since = report_time;
        ++after.quarantines;
    } else if (phase != quarantine_phase::lasts) {
        after.quarantined_since.reset();
    }
    return after;
}

absence_kind classify_absence(const defect_key& key, const report& current)
{
    // A wide report covers the types that it has columns for.
    if (!current.covers.test(static_cast<std::size_t>(key.type)))
        return absence_kind::not_covered;
    // A row of the order could not be read, and may have been the one with this defect.
    if (std::binary_search(current.present_orders.begin(), current.present_orders.end(), key.order_id))
        return absence_kind::order_present;
    // A report that is not complete may lack anything.
    return current.complete ? absence_kind::absent : absence_kind::not_covered;
}

}  // namespace defectd
