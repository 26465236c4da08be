// Whether a report may be believed when much went away at once.
#ifndef DEFECTD_DEFECT_QUARANTINE_HPP
#define DEFECTD_DEFECT_QUARANTINE_HPP

#include "defectd/defect/diff.hpp"
#include "defectd/defect/model.hpp"

namespace defectd {

/// How a report's absences are taken.
enum class quarantine_phase : std::uint8_t {
    baseline,  ///< first report of the scope: there is nothing to be absent
    normal,    ///< they count; a quarantine before it is dropped
    begins,    ///< they do not count, but are remembered
    lasts,     ///< they do not count
    released,  ///< they count, and those remembered since it began count too
};

/// The two numbers of the quarantine rule.
struct absence_counts {
    std::uint64_t open = 0;    ///< N: open defects of the scope inside the window
    std::uint64_t absent = 0;  ///< V: those of them that are absent
};

/// The first order date that is inside the window for good.  A day of slack: Amazon's midnight is not UTC's,
/// so an order of the window's first day may have left it already.
[[nodiscard]] date first_day_inside(const window& days) noexcept;

[[nodiscard]] absence_counts count_absences(const snapshot& before, const report& current,
                                            fulfillment scope_channel, const window& days);

[[nodiscard]] quarantine_phase next_phase(const scope_state& before, const absence_counts& counts,
                                          timestamp report_time, const diff_rules& rules);

[[nodiscard]] scope_state state_after(const scope_state& before, quarantine_phase phase,
                                      timestamp report_time);

/// What it means that a report does not list a defect.
enum class absence_kind : std::uint8_t {
    absent,         ///< the defect is not there
    order_present,  ///< a row of its order could not be read: the defect counts as there
    not_covered     ///< the report does not cover such a defect
};

/// @pre `current.defects` does not hold `key`
[[nodiscard]] absence_kind classify_absence(const defect_key& key, const report& current);

}  // namespace defectd

#endif
