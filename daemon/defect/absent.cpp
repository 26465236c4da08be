#include "quarantine.hpp"
#include "row_change.hpp"

namespace defectd {
namespace {

/// Closes the row as cleared or expired, with the event of the same name.
row_change close(const diff_terms& terms, tracked_defect&& row, defect_status status)
{
    row_change closed;
    row.status = status;
    row.closed_at = terms.now;
    closed.row = std::move(row);
    closed.change = status == defect_status::expired ? change_kind::expired : change_kind::cleared;
    return closed;
}

/// Counts one absence: expires what has left the window, clears what was missing often enough, else waits for the next
/// report.  An order outside the window expires even if it would be cleared, too: its absence proves nothing.
row_change count_absence(const diff_terms& terms, const tracked_defect& row)
{
    // The absence that began the quarantine counts once it is released.
    const bool held_one_counts = terms.phase == quarantine_phase::released && row.missed_in_quarantine;
    tracked_defect next = row;
    next.missed_in_quarantine = false;
    next.missed += held_one_counts ? 2 : 1;
    if (!next.missing_since)
        next.missing_since = held_one_counts ? terms.quarantined_since : terms.current.time;
    if (next.order_date < first_day_inside(terms.days))
        return close(terms, std::move(next), defect_status::expired);
    if (next.missed >= terms.rules.confirm_cleared)
        return close(terms, std::move(next), defect_status::cleared);
    row_change waits;
    waits.row = std::move(next);
    return waits;
}

/// Remembers the absence that began a quarantine.  It counts if the quarantine is released while the defect is still
/// absent.
row_change remember_absence(const tracked_defect& row)
{
    row_change remembered;
    remembered.row.emplace(row).missed_in_quarantine = true;
    return remembered;
}

/// Treats the defect as listed, because a row of its order could not be read: earlier absences do not count any more.
row_change count_as_present(const tracked_defect& row)
{
    row_change present;
    if (has_absence(row))
        forget_absence(present.row.emplace(row));
    return present;
}

/// Changes nothing, because the report says nothing about the defect.  But when a quarantine ends with the report, the
/// absence that it remembered is dropped: it cannot count any more.
row_change drop_remembered_absence(const diff_terms& terms, const tracked_defect& row)
{
    const bool lasts = terms.phase == quarantine_phase::begins || terms.phase == quarantine_phase::lasts;
    row_change left;
    if (!lasts && row.missed_in_quarantine)
        left.row.emplace(row).missed_in_quarantine = false;
    return left;
}

}  // namespace

row_change on_absent(const diff_terms& terms, const tracked_defect& row)
{
    // Closed rows stay closed, rows of other scopes are theirs, and nothing is absent from a baseline.
    if (row.status != defect_status::open || row.scope_channel != terms.rules.scope_channel ||
        terms.phase == quarantine_phase::baseline)
        return {};
    switch (classify_absence(row.key, terms.current)) {
    case absence_kind::not_covered: return drop_remembered_absence(terms, row);
    case absence_kind::order_present: return count_as_present(row);
    case absence_kind::absent: break;
    }
    if (terms.phase == quarantine_phase::begins)
        return remember_absence(row);
    if (terms.phase == quarantine_phase::lasts)
        return {};
    return count_absence(terms, row);
}

}  // namespace defectd
