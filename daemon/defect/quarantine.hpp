// Whether the absences of a report count when many defects are absent at once.  Pure.
#ifndef DEFECTD_DEFECT_QUARANTINE_HPP
#define DEFECTD_DEFECT_QUARANTINE_HPP

#include "defectd/defect/diff.hpp"
#include "defectd/defect/model.hpp"

namespace defectd {

/// How the absences of a report are counted.
enum class quarantine_phase : std::uint8_t {
    baseline,  ///< the report is the first of its scope: nothing can be absent
    normal,    ///< absences count; an earlier quarantine is dropped
    begins,    ///< absences do not count, but are remembered
    lasts,     ///< absences do not count
    released,  ///< absences count, and so do those remembered since the quarantine began
};

/// The two numbers of the quarantine rule.
struct absence_counts {
    std::uint64_t open = 0;    ///< N: open defects of the scope inside the window
    std::uint64_t absent = 0;  ///< V: those of them that are absent
};

/// Returns the first order date that is certainly inside the window.  Amazon's midnight is not that of UTC, so an
/// order of the first day may have left the window already.
[[nodiscard]] date first_day_inside(const window& days) noexcept;

/// Counts the open defects of the scope inside the window, and those of them that the report does not list.
[[nodiscard]] absence_counts count_absences(const snapshot& before, const report& current,
                                            fulfillment scope_channel, const window& days);

/// Returns the phase of a report.
/// @param before  the scope's state before it
[[nodiscard]] quarantine_phase next_phase(const scope_state& before, const absence_counts& counts,
                                          timestamp report_time, const diff_rules& rules);

/// Returns the scope's state after a report of that phase.
[[nodiscard]] scope_state state_after(const scope_state& before, quarantine_phase phase,
                                      timestamp report_time);

/// Why a report does not list a defect.
enum class absence_kind : std::uint8_t {
    absent,         ///< the order does not have the defect any more
    order_present,  ///< a row of the order could not be read, so the defect counts as present
    not_covered,    ///< the report says nothing about such defects
};

/// Returns why the report does not list a defect.
/// @pre `current.defects` does not hold `key`
[[nodiscard]] absence_kind classify_absence(const defect_key& key, const report& current);

}  // namespace defectd

#endif
