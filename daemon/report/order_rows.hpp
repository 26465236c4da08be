// The rows of an order-defect report: cells in, findings out.
//
// cell() and end_of_row() run for every cell of a report that may have a million rows, of which few hold a
// defect: they look at bytes as they are, and convert, copy or allocate only for what is kept.
#ifndef DEFECTD_REPORT_ORDER_ROWS_HPP
#define DEFECTD_REPORT_ORDER_ROWS_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cell_text.hpp"
#include "cell_words.hpp"
#include "csv_reader.hpp"
#include "date_column.hpp"
#include "findings.hpp"
#include "flag_words.hpp"
#include "layout.hpp"
#include "packed_text.hpp"
#include "warnings.hpp"

namespace defectd {

/// Reads the rows of one report; one thread.  `rules`, `names` and `columns` must outlive it.
class order_rows {
public:
    order_rows(const reading_rules& rules, const header_names& names, const layout& columns);

    /// Of the text given from now on; changes from ascii to another once at most.
    void set_encoding(text_encoding encoding) noexcept { encoding_ = encoding; }

    void cell(std::string_view text);
    void end_of_row(row_end how, std::uint64_t line);

    /// Why the report cannot be good any more; rows are skipped from then on.
    [[nodiscard]] const std::optional<refusal>& stopped() const noexcept { return stopped_; }

    /// What the rows say, after the last one; times and hash are left to the caller.
    [[nodiscard]] result<read_report_result, refusal> finish();

private:
    /// Who fulfilled the order, as its cell says.
    struct channel_cell {
        std::optional<fulfillment> channel;
        bool known = false;
    };

    /// A cell that is kept until its row ends: its place in `kept_`.
    struct kept_cell {
        std::uint32_t at = 0;
        std::uint32_t size = 0;
    };

    /// What is known of the row so far.
    struct row {
        std::size_t cells = 0;
        bool has_text = false;
        bool has_surplus = false;  ///< text beyond the last column of the header
        bool says_channel = false;
        kept_cell order_id;
        written_date ordered;
        channel_cell channel;
        std::optional<defect_type> long_type;  ///< of the defect-type column
        kept_cell long_value;
        defect_types long_absent;  ///< the types that the value says are none
        kept_cell type_text;
        defect_types flags;
    };

    [[nodiscard]] kept_cell keep(std::string_view text);
    [[nodiscard]] std::string_view text_of(const kept_cell& kept) const;
    void flag_cell(std::size_t type, std::string_view text);
    void value_cell(std::string_view text);
    void end_header();
    void take_row(std::uint64_t line);
    [[nodiscard]] std::optional<fulfillment> channel_of_row(std::uint64_t line);
    [[nodiscard]] bool is_of_scope(const std::optional<fulfillment>& channel) const;
    [[nodiscard]] bool is_readable() const;
    void take_bad_row(std::uint64_t line);
    void keep_orders_within(std::string_view odd_id);
    void take_defects(std::optional<fulfillment> channel, std::uint64_t line);
    void add(finding found, const kept_cell& value, std::uint64_t line);
    [[nodiscard]] refusal too_many_defects(std::uint64_t line) const;
    void stop(refusal why);
    [[nodiscard]] std::optional<refusal> refused_rows() const;

    const reading_rules& rules_;
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

    bool in_header_ = true;
    row row_;
    std::array<kept_cell, defect_type_count> flag_values_;  ///< of the flags set in `row_`
    std::string kept_;                                      ///< bytes of the kept cells of the row
    std::uint64_t rows_ = 0;                                ///< all data rows
    std::uint64_t rows_of_scope_ = 0;
    findings findings_;
    std::vector<std::string> present_orders_;
    warnings warnings_;
    std::optional<refusal> stopped_;
};

}  // namespace defectd

#endif
