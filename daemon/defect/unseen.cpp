#include "fate.hpp"
#include "quarantine.hpp"

namespace defectd {
namespace {

fate close(const comparison& terms, tracked_defect&& row, standing state)
{
    fate closed;
    row.state = state;
    row.closed_at = terms.now;
    closed.row = std::move(row);
    closed.change = state == standing::expired ? change_kind::expired : change_kind::cleared;
    return closed;
}

/// Expires what has left the window; clears what is missing for long enough; else waits.
fate count_absence(const comparison& terms, const tracked_defect& row)
{
    const bool held_one_counts = terms.stage == phase::quarantine_released && row.missed_in_quarantine;
    tracked_defect next = row;
    next.missed_in_quarantine = false;
    next.missed += held_one_counts ? 2 : 1;
    if (!next.missing_since)
        next.missing_since = held_one_counts ? terms.quarantined_since : terms.current.time;
    if (next.order_date < first_day_inside(terms.days))
        return close(terms, std::move(next), standing::expired);
    if (next.missed >= terms.rules.confirm_cleared)
        return close(terms, std::move(next), standing::cleared);
    fate waits;
    waits.row = std::move(next);
    return waits;
}

fate remember_absence(const tracked_defect& row)
{
    fate remembered;
    remembered.row.emplace(row).missed_in_quarantine = true;
    return remembered;
}

fate count_as_present(const tracked_defect& row)
{
    fate present;
    if (has_absence(row))
        forget_absence(present.row.emplace(row));
    return present;
}

/// The report says nothing of the row, but a quarantine may have ended with it.
fate drop_remembered_absence(const comparison& terms, const tracked_defect& row)
{
    const bool lasts = terms.stage == phase::quarantine_begins || terms.stage == phase::quarantine_lasts;
    fate left;
    if (!lasts && row.missed_in_quarantine)
        left.row.emplace(row).missed_in_quarantine = false;
    return left;
}

}  // namespace

fate fate_of_unseen(const comparison& terms, const tracked_defect& row)
{
    if (row.state != standing::open || row.scope_channel != terms.rules.scope_channel ||
        terms.stage == phase::baseline)
        return {};
    switch (silence_on(row.key, terms.current)) {
    case silence::unspoken: return drop_remembered_absence(terms, row);
    case silence::order_present: return count_as_present(row);
    case silence::absent: break;
    }
    if (terms.stage == phase::quarantine_begins)
        return remember_absence(row);
    if (terms.stage == phase::quarantine_lasts)
        return {};
    return count_absence(terms, row);
}

}  // namespace defectd
