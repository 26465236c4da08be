// In which order the numbers of a report's dates are written: what the whole column says.  Pure.
//
// A part over 12, or a day that does not exist otherwise, anywhere in the column rules orders out; among
// those left the marketplace's own wins.
#ifndef DEFECTD_REPORT_CELLS_DATE_COLUMN_HPP
#define DEFECTD_REPORT_CELLS_DATE_COLUMN_HPP

#include "cells/written_date.hpp"
#include "defectd/report/read.hpp"

namespace defectd {

/// Sees the dates of one report.  One thread.
class date_column {
public:
    /// @param configured  automatic, or the only order allowed
    /// @param usual       the marketplace's; not automatic
    date_column(date_order configured, date_order usual) : configured_(configured), usual_(usual) {}

    /// Takes a date that can be read in several orders.
    /// @pre written.shape is numbers
    void see(const written_date& written, std::uint64_t line)
    {
        const auto left = static_cast<date_orders>(orders_ & written.orders);
        if (left != orders_)
            rule_out(left, line);
    }

    /// Returns the order of every date seen; rejects when lines contradict each other or the configuration, and when
    /// what is left leaves a choice that nothing decides.
    [[nodiscard]] result<date_order, rejection> order() const;

private:
    void rule_out(date_orders left, std::uint64_t line);
    [[nodiscard]] rejection contradiction() const;
    [[nodiscard]] rejection undecided() const;

    date_order configured_;
    date_order usual_;
    date_orders orders_ = bit_of(date_order::mdy) | bit_of(date_order::dmy) | bit_of(date_order::ymd);
    std::array<std::uint64_t, 4> ruled_out_on_{};  ///< by date_order: the line that excludes it, 0 none
};

}  // namespace defectd

#endif
