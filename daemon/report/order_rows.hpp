// The rows of an order-defect report: cells in, findings out.
#ifndef DEFECTD_REPORT_ORDER_ROWS_HPP
#define DEFECTD_REPORT_ORDER_ROWS_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/csv_reader.hpp"
#include "cells/date_column.hpp"
#include "findings.hpp"
#include "layout.hpp"
#include "row_cells.hpp"
#include "warnings.hpp"

namespace defectd {

/// Reads the rows of one report.  One thread.
class order_rows final : public csv_rows {
public:
    /// All must outlive it.
    /// @param columns  as read_layout() returns them
    order_rows(const reading_rules& rules, const header_names& names, const layout& columns);

    /// Sets the encoding of the rows from now on.  It changes once at most, from ASCII.
    void set_encoding(text_encoding encoding) noexcept { cells_.set_encoding(encoding); }

    /// Takes the next row.  Once the report cannot be good any more, rows are ignored.
    void take(const csv_row& row) override;

    /// True when the date is readable and the order id has Amazon's shape, or there are as many cells as in the header.
    [[nodiscard]] bool is_row(cells_of_row cells) override;

    /// Returns why the report cannot be good any more; nullopt while it can.
    [[nodiscard]] const std::optional<rejection>& stopped() const noexcept { return stopped_; }

    /// Returns what the rows say, or why the report is rejected.  Called once, after the last row.  The caller adds
    /// times and hash.
    [[nodiscard]] result<read_report_result, rejection> finish();

private:
    /// True when the row has the cells of the header, and no text beyond them.
    [[nodiscard]] bool has_right_cells(const csv_row& row);
    [[nodiscard]] bool is_of_scope(const std::optional<fulfillment>& channel) const;
    [[nodiscard]] std::optional<fulfillment> usual_channel() const;
    void take_row(const csv_row& row, const written_date& ordered);
    void take_bad_row(const csv_row& row);
    void keep_orders_within(std::string_view odd_id);
    [[nodiscard]] bool take_defects(const csv_row& row, finding found);
    void add_flags(const csv_row& row, finding found);
    void add_long(const csv_row& row, const finding& found);
    void add(finding found, std::string_view value, std::uint64_t line);
    void stop(rejection why);
    [[nodiscard]] rejection bad_rows() const;
    /// Returns why the rows as a whole are rejected; nullopt when they are not.
    [[nodiscard]] std::optional<rejection> row_rejection() const;

    const reading_rules& rules_;
    const layout& columns_;
    row_cells cells_;
    date_column dates_;

    std::uint64_t rows_ = 0;                    ///< of every channel
    std::uint64_t rows_of_scope_ = 0;           ///< bad ones included
    std::optional<std::size_t> usual_surplus_;  ///< cells of the first row beyond the header's
    findings findings_;
    std::vector<std::string> present_orders_;  ///< orders of bad rows, unsorted
    warnings warnings_;
    std::optional<rejection> stopped_;  ///< why no further row counts
};

}  // namespace defectd

#endif
