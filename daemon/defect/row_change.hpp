// What one report changes in one row of the snapshot.  Pure.
#ifndef DEFECTD_DEFECT_ROW_CHANGE_HPP
#define DEFECTD_DEFECT_ROW_CHANGE_HPP

#include "defectd/defect/diff.hpp"
#include "quarantine.hpp"

namespace defectd {

/// What is the same for every row of one comparison.  Refers to the caller's report and rules.
struct diff_terms {
    const report& current;
    const diff_rules& rules;
    window days;
    quarantine_phase phase;
    std::optional<timestamp> quarantined_since;  ///< before this report
    timestamp now;
};

/// What to write and what to emit for one row.
struct row_change {
    std::optional<tracked_defect> row;  ///< as it is now; nullopt: unchanged
    std::optional<change_kind> change;  ///< the event to emit; nullopt: none
    previous_values previous;           ///< of an update
};

/// Decides about a defect that the report lists.
/// @param row  what is remembered of it; null when nothing is
[[nodiscard]] row_change on_reported(const diff_terms& terms, const tracked_defect* row,
                                     const observation& seen);

/// Decides about a row whose defect the report does not list.
[[nodiscard]] row_change on_absent(const diff_terms& terms, const tracked_defect& row);

/// True when the row remembers that its defect was absent from a report.
[[nodiscard]] bool has_absence(const tracked_defect& row) noexcept;
/// Makes it a row whose defect was in every report.
void forget_absence(tracked_defect& row) noexcept;

}  // namespace defectd

#endif
