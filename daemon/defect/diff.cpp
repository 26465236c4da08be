#include "defectd/defect/diff.hpp"

#include <algorithm>
#include <iterator>

#include "change_collector.hpp"
#include "defectd/base/assert.hpp"
#include "merge.hpp"
#include "quarantine.hpp"
#include "row_change.hpp"

namespace defectd {
namespace {

/// True when the list is sorted by key without repetitions.  This is always checked: with a store that sorts by another
/// collation every defect would look both gone and new.
template <class Keyed>
bool is_sorted_by_key(const std::vector<Keyed>& list)
{
    const auto out_of_order = [](const Keyed& a, const Keyed& b) { return a.key >= b.key; };
    return std::adjacent_find(list.begin(), list.end(), out_of_order) == list.end();
}

/// Returns what became of a report, by the phase that its absences put it in.
report_outcome outcome_of(quarantine_phase phase)
{
    switch (phase) {
    case quarantine_phase::baseline: return report_outcome::baseline;
    case quarantine_phase::begins:
    case quarantine_phase::lasts: return report_outcome::quarantined;
    case quarantine_phase::normal:
    case quarantine_phase::released: break;
    }
    return report_outcome::applied;
}

/// Decides about each identity that is known or reported, and returns the events and rows.  The caller fills in what
/// concerns the report as a whole.
changes compare_rows(const snapshot& before, const diff_terms& terms)
{
    change_collector collector(terms.rules.scope_channel);
    const auto decide = [&](const tracked_defect* row, const observation* seen) {
        if (seen != nullptr)
            collector.record(seen->key, row, on_reported(terms, row, *seen));
        else
            collector.record(row->key, row, on_absent(terms, *row));
    };
    for_each_identity(before.defects, terms.current.defects, decide);
    return collector.finish();
}

}  // namespace

changes diff(const snapshot& before, const report& current, const diff_rules& rules, timestamp now)
{
    DEFECTD_ASSERT(is_sorted_by_key(before.defects));
    DEFECTD_ASSERT(is_sorted_by_key(current.defects));
    DEFECTD_ASSERT(std::is_sorted(current.present_orders.begin(), current.present_orders.end()));
    DEFECTD_ASSERT(rules.confirm_cleared >= 1);
    // How many defects are absent decides how each absence counts, so the report is walked through twice: first to
    // count, then to decide about each row.
    const window days = window_on(date_of(current.time), rules.window);
    const absence_counts absences = count_absences(before, current, rules.scope_channel, days);
    const quarantine_phase phase = next_phase(before.state, absences, current.time, rules);
    changes answer = compare_rows(before, {.current = current,
                                           .rules = rules,
                                           .days = days,
                                           .phase = phase,
                                           .quarantined_since = before.state.quarantined_since,
                                           .now = now});
    answer.outcome = outcome_of(phase);
    answer.newly_quarantined = phase == quarantine_phase::begins;
    answer.absent_in_window = absences.absent;
    answer.open_in_window = absences.open;
    answer.days = days;
    answer.state = state_after(before.state, phase, current.time);
    return answer;
}

void write_rows(std::vector<tracked_defect>& known, std::vector<tracked_defect> rows)
{
    // New rows are appended, sorted as they come, and merged at the end: nothing is moved once per row.
    const auto end_of_known = static_cast<std::ptrdiff_t>(known.size());
    for (tracked_defect& row : rows) {
        // push_back() below may move the list, so its end is found again for each row.
        const auto end = known.begin() + end_of_known;
        const auto place = std::ranges::lower_bound(known.begin(), end, row.key, {}, &tracked_defect::key);
        if (place != end && place->key == row.key)
            *place = std::move(row);
        else
            known.push_back(std::move(row));
    }
    std::ranges::inplace_merge(known, known.begin() + end_of_known, {}, &tracked_defect::key);
}

}  // namespace defectd
