// What was odd in a report, counted once per kind.
#ifndef DEFECTD_REPORT_WARNINGS_HPP
#define DEFECTD_REPORT_WARNINGS_HPP

#include <array>
#include <cstdint>
#include <vector>

#include "defectd/report/read.hpp"

namespace defectd {

/// What may be odd.  The codes of the warnings are in warnings.cpp, in this order.
enum class oddity : std::uint8_t {
    order_id_shape,       ///< an order id of another shape than Amazon's
    unknown_fulfillment,  ///< a word that names no channel
    other_channel,        ///< a row of another scope
    bad_row,              ///< a row that cannot be read
    unreadable_order_id,  ///< a bad row of an unknown order: no absence counts
    stray_quote,          ///< a row that may hold others: no absence counts
    defect_type_ignored,  ///< both layouts in one header
    encoding,             ///< a value with bytes that stand for no character
    count_of_kinds,       ///< not a kind
};

/// Counts what was odd in one report.  One thread.
class warnings {
public:
    /// Counts one, found on this line.
    void count(oddity what, std::uint64_t line);
    /// Returns how many there were so far.
    [[nodiscard]] std::uint64_t count_of(oddity what) const;
    /// Returns the line of the first one; 0 when there was none.
    [[nodiscard]] std::uint64_t first_line_of(oddity what) const;

    /// Returns one warning per kind that there was, in the order of `oddity`.
    [[nodiscard]] std::vector<report_warning> list() const;

private:
    struct tally {
        std::uint64_t count = 0;
        std::uint64_t first_line = 0;
    };
    std::array<tally, static_cast<std::size_t>(oddity::count_of_kinds)> tallies_{};
};

}  // namespace defectd

#endif
