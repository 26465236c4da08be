#include "row_change.hpp"

namespace defectd {
namespace {

/// True when the identity was closed so long ago that it is forgotten; one that returns later is new.
bool is_forgotten(const tracked_defect& row, timestamp now)
{
    return row.closed_at && now >= *row.closed_at + closed_memory;
}

/// Returns the values of the row that the report changes; nothing is set when they are equal.
previous_values changed_members(const tracked_defect& row, const observation& seen)
{
    previous_values previous;
    if (row.value != seen.value)
        previous.value = row.value;
    if (row.order_date != seen.order_date)
        previous.order_date = row.order_date;
    if (row.channel != seen.channel)
        previous.channel = row.channel;
    return previous;
}

/// Opens the defect, for the first time or again, with nothing of an earlier episode.  Silent in a silent baseline.
row_change begin_episode(const diff_terms& terms, const observation& seen, int episode)
{
    row_change begun;
    begun.row = tracked_defect{.key = seen.key,
                               .scope_channel = terms.rules.scope_channel,
                               .episode = episode,
                               .revision = 0,
                               .order_date = seen.order_date,
                               .value = seen.value,
                               .channel = seen.channel,
                               .status = defect_status::open,
                               .first_seen_at = terms.now,
                               .missed = 0,
                               .missed_in_quarantine = false,
                               .missing_since = std::nullopt,
                               .closed_at = std::nullopt};
    const bool silent =
        terms.phase == quarantine_phase::baseline && terms.rules.baseline == baseline_mode::silent;
    if (!silent)
        begun.change = change_kind::created;
    return begun;
}

/// Updates the row of a defect that is open already.  A baseline adopts without an event what another scope has open;
/// in any other report the move to this scope is itself an update.
row_change stay_open(const diff_terms& terms, const tracked_defect& row, const observation& seen)
{
    const bool moves = row.scope_channel != terms.rules.scope_channel;
    previous_values previous = changed_members(row, seen);
    const bool changed = moves || previous != previous_values{};
    row_change stayed;
    // The usual case: most defects are in one report after the other, unchanged, and cost no write.
    if (!changed && !has_absence(row))
        return stayed;
    tracked_defect& next = stayed.row.emplace(row);
    next.scope_channel = terms.rules.scope_channel;
    next.order_date = seen.order_date;
    next.value = seen.value;
    next.channel = seen.channel;
    forget_absence(next);
    if (changed && terms.phase != quarantine_phase::baseline) {
        ++next.revision;
        stayed.change = change_kind::updated;
        stayed.previous = std::move(previous);
    }
    return stayed;
}

}  // namespace

bool has_absence(const tracked_defect& row) noexcept
{
    return row.missed != 0 || row.missed_in_quarantine || row.missing_since;
}

void forget_absence(tracked_defect& row) noexcept
{
    row.missed = 0;
    row.missed_in_quarantine = false;
    row.missing_since.reset();
}

row_change on_reported(const diff_terms& terms, const tracked_defect* row, const observation& seen)
{
    if (row == nullptr || is_forgotten(*row, terms.now))
        return begin_episode(terms, seen, 1);
    if (row->status == defect_status::open)
        return stay_open(terms, *row, seen);
    // A closed defect that is listed again begins its next episode.
    // Reports may list orders that are too old to count; those are not new.
    if (row->status == defect_status::expired && seen.order_date < terms.days.from)
        return {};
    return begin_episode(terms, seen, row->episode + 1);
}

}  // namespace defectd
