// What one report makes of one identity.
#ifndef DEFECTD_DEFECT_ROW_CHANGE_HPP
#define DEFECTD_DEFECT_ROW_CHANGE_HPP

#include "defectd/defect/diff.hpp"
#include "quarantine.hpp"

namespace defectd {

/// What is the same for every identity of one comparison.  Refers to the caller's report and rules.
struct diff_terms {
    const report& current;
    const diff_rules& rules;
    window days;
    quarantine_phase phase;
    std::optional<timestamp> quarantined_since;  ///< before this report
    timestamp now;
};

struct row_change {
    std::optional<tracked_defect> row;  ///< nullopt: as it was
    std::optional<change_kind> change;  ///< nullopt: nothing to tell
    previous_values previous;
};

/// @param row  what is remembered of the identity; null when nothing is
[[nodiscard]] row_change on_reported(const diff_terms& terms, const tracked_defect* row,
                                     const observation& seen);

/// `row` is not listed in the report.
[[nodiscard]] row_change on_absent(const diff_terms& terms, const tracked_defect& row);

[[nodiscard]] bool has_absence(const tracked_defect& row) noexcept;
void forget_absence(tracked_defect& row) noexcept;

}  // namespace defectd

#endif
