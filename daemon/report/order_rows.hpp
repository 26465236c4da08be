// The rows of an order-defect report: cells in, findings out.
//
// take() runs for every row of a report that may have a million of them, of which few hold a defect: it looks at bytes
// as they are, and converts, copies or allocates only for what is kept.
#ifndef DEFECTD_REPORT_ORDER_ROWS_HPP
#define DEFECTD_REPORT_ORDER_ROWS_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/csv_reader.hpp"
#include "cells/cell_text.hpp"
#include "cells/cell_words.hpp"
#include "cells/date_column.hpp"
#include "cells/flag_words.hpp"
#include "cells/packed_text.hpp"
#include "findings.hpp"
#include "layout.hpp"
#include "warnings.hpp"

namespace defectd {

/// Reads the rows of one report; one thread.  `rules`, `names` and `columns` must outlive it.
class order_rows final : public csv_rows {
public:
    order_rows(const reading_rules& rules, const header_names& names, const layout& columns);

    /// Of the text given from now on; changes from ascii to another once at most.
    void set_encoding(text_encoding encoding) noexcept { encoding_ = encoding; }

    void take(const csv_row& row) override;

    /// It has a date in its column and, in theirs, an order id of Amazon's shape or else as many cells as the header.
    [[nodiscard]] bool is_row(cells_of_row cells) override;

    /// Why the report cannot be good any more; rows are skipped from then on.
    [[nodiscard]] const std::optional<rejection>& stopped() const noexcept { return stopped_; }

    /// What the rows say, after the last one; times and hash are left to the caller.
    [[nodiscard]] result<read_report_result, rejection> finish();

private:
    /// Who fulfilled the order, as its cell says.
    struct channel_cell {
        std::optional<fulfillment> channel;
        bool has_text = false;
    };

    [[nodiscard]] std::string_view cell_at(std::size_t column, cells_of_row cells) const;
    [[nodiscard]] written_date date_of(cells_of_row cells);
    [[nodiscard]] channel_cell channel_of(cells_of_row cells);
    [[nodiscard]] std::optional<defect_type> type_of_row(cells_of_row cells);
    [[nodiscard]] bool is_header(cells_of_row cells);
    [[nodiscard]] bool is_same_header(cells_of_row cells);
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
    [[nodiscard]] std::optional<rejection> row_rejection() const;

    const reading_rules& rules_;
    const header_names& names_;
    const layout& columns_;
    channel_words channels_;
    type_words types_;
    flag_words flags_;
    date_column dates_;
    cell_text text_;
    text_encoding encoding_ = text_encoding::ascii;
    recent_cells<written_date> recent_dates_;
    recent_cells<channel_cell> recent_channels_;
    recent_cells<std::optional<defect_type>> recent_types_;

    std::uint64_t rows_ = 0;  ///< all data rows
    std::uint64_t rows_of_scope_ = 0;
    std::optional<std::size_t> usual_surplus_;  ///< cells of the first row beyond the header's
    findings findings_;
    std::vector<std::string> present_orders_;
    warnings warnings_;
    std::optional<rejection> stopped_;
};

}  // namespace defectd

#endif
