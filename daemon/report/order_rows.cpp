#include "order_rows.hpp"

#include <algorithm>

#include "cells/cell_text.hpp"
#include "cells/order_id.hpp"
#include "defectd/config/marketplaces.hpp"
#include "rejections.hpp"

namespace defectd {
namespace {

/// Bytes of a value that are looked at; stored_value() keeps fewer characters.
constexpr std::size_t max_looked_at = std::size_t{64} << 10U;

constexpr std::uint64_t bad_one_in = 20;  // a report with more than 5 % of bad rows is rejected

/// True when a cell has no text, quoted as a formula or not.
bool is_empty(std::string_view cell)
{
    return unwrap(cell).empty();
}

/// True for a blank line, and for a row of separators only.
bool is_blank(const csv_row& row)
{
    // The end of the text may have cut a row off after its first, empty cells.
    return (row.has_line_end || row.cells.size() == 1) &&
           std::all_of(row.cells.begin(), row.cells.end(), is_empty);
}

/// Returns the order of dates in the marketplace; month first where it is not known.
date_order usual_order(std::string_view marketplace_id)
{
    const marketplace* const known = find_marketplace(marketplace_id);
    return known != nullptr ? known->dates : date_order::mdy;
}

}  // namespace

order_rows::order_rows(const reading_rules& rules, const header_names& names, const layout& columns)
    : rules_(rules), columns_(columns), cells_(rules, names, columns),
      dates_(rules.dates, usual_order(rules.scope.marketplace_id)), findings_(rules.max_defects)
{
}

bool order_rows::is_row(cells_of_row cells)
{
    if (cells_.date(cells).shape == written_date::form::unreadable)
        return false;
    const std::optional<std::string> id = cells_.order_id(cells);
    return cells.size() == columns_.columns.size() || (id && has_order_id_shape(*id));
}

void order_rows::take(const csv_row& row)
{
    if (stopped_ || is_blank(row))
        return;
    const std::size_t columns = columns_.columns.size();
    if (!row.has_line_end && row.cells.size() < columns)
        return stop(cut_last_row(row.cells.size(), columns, row.line));
    // A row whose date is not one may be the header of another report.
    const written_date ordered = cells_.date(row.cells);
    if (ordered.shape == written_date::form::unreadable && cells_.is_header(row.cells)) {
        if (!cells_.is_same_header(row.cells))
            stop(another_header(row.line));
        return;
    }
    take_row(row, ordered);
}

void order_rows::take_row(const csv_row& row, const written_date& ordered)
{
    if (++rows_ > rules_.max_rows)
        return stop(too_many_rows(rules_.max_rows, row.line));
    if (row.is_doubtful)
        warnings_.count(oddity::stray_quote, row.line);
    // The dates of every row help to find out their order, also those of another channel.
    if (ordered.shape == written_date::form::numbers)
        dates_.see(ordered, row.line);
    // Rows of another channel belong to another scope.
    const channel_cell said = cells_.channel(row.cells);
    if (!is_of_scope(said.channel)) {
        warnings_.count(oddity::other_channel, row.line);
        return;
    }
    ++rows_of_scope_;
    if (said.has_text && !said.channel)
        warnings_.count(oddity::unknown_fulfillment, row.line);
    // A row that cannot be read is a bad one; any other may hold defects.
    const std::optional<defect_type> type = cells_.type(row.cells);
    const bool is_readable =
        has_right_cells(row) && ordered.shape != written_date::form::unreadable && (columns_.wide || type);
    const finding found{
        {}, type.value_or(defect_type{}), {}, ordered, said.channel ? said.channel : usual_channel()};
    if (!is_readable || !take_defects(row, found))
        take_bad_row(row);
}

bool order_rows::is_of_scope(const std::optional<fulfillment>& channel) const
{
    return rules_.scope.channel == fulfillment::all || !channel || *channel == rules_.scope.channel;
}

/// Returns the channel of a row that does not say: that of the source, unless it covers both.
std::optional<fulfillment> order_rows::usual_channel() const
{
    return rules_.scope.channel == fulfillment::all ? std::nullopt : std::optional(rules_.scope.channel);
}

/// A separator within a comment moves the cells after it, and the last of them may be empty.  So a row has too
/// many cells, be they empty, unless every row ends in as many separators more than the header has; a doubtful row has
/// too many in any case.
bool order_rows::has_right_cells(const csv_row& row)
{
    const std::size_t columns = columns_.columns.size();
    if (row.cells.size() < columns_.needed)
        return false;
    const cells_of_row surplus = row.cells.subspan(std::min(columns, row.cells.size()));
    if (!usual_surplus_)
        usual_surplus_ = surplus.size();
    return surplus.empty() || (!row.is_doubtful && surplus.size() == *usual_surplus_ &&
                               std::all_of(surplus.begin(), surplus.end(), is_empty));
}

void order_rows::take_bad_row(const csv_row& row)
{
    warnings_.count(oddity::bad_row, row.line);
    if (const std::optional<std::string> id = cells_.order_id(row.cells)) {
        present_orders_.push_back(*id);
        keep_orders_within(*id);
    } else {
        warnings_.count(oddity::unreadable_order_id, row.line);
    }
    // Even a report with as many rows as are allowed could not be good any more.  This bounds the memory of bad rows.
    if (warnings_.count_of(oddity::bad_row) * bad_one_in > rules_.max_rows)
        stop(bad_rows());
}

/// An id of another shape may name several orders; the open defects of each count as present.
void order_rows::keep_orders_within(std::string_view odd_id)
{
    for (std::string& named : order_ids_within(odd_id))
        present_orders_.push_back(std::move(named));
}

/// Adds the defects of a row.  Returns false when the order id cannot be read.
bool order_rows::take_defects(const csv_row& row, finding found)
{
    found.order_id = cells_.at(columns_.places.order_id, row.cells);
    // The id is the cell itself in nearly every row.  Only another one is read, and then owned here for the view.
    std::optional<std::string> odd_id;
    if (!has_order_id_shape(found.order_id)) {
        odd_id = cells_.order_id(row.cells);
        if (!odd_id)
            return false;
        found.order_id = *odd_id;
        if (!has_order_id_shape(found.order_id)) {
            warnings_.count(oddity::order_id_shape, row.line);
            keep_orders_within(found.order_id);
        }
    }
    if (columns_.wide)
        add_flags(row, found);
    else
        add_long(row, found);
    return true;
}

/// Adds one finding for each flag that does not say that its defect is absent.
void order_rows::add_flags(const csv_row& row, finding found)
{
    for (std::size_t type = 0; type < defect_type_count; ++type) {
        const std::string_view flag = cells_.at(columns_.places.flags[type], row.cells);
        if (flag.empty() || cells_.flag(flag).absent.test(type))
            continue;
        found.type = static_cast<defect_type>(type);
        add(found, flag, row.line);
    }
}

/// Adds the defect of a row in a long report.  Without a value the type as it is written becomes the value.
void order_rows::add_long(const csv_row& row, const finding& found)
{
    const std::string_view value = cells_.at(columns_.places.value, row.cells);
    const flag_meaning says = value.empty() ? flag_meaning{} : cells_.flag(value);
    if (says.is_blank)
        add(found, cells_.at(columns_.places.type, row.cells), row.line);
    else if (!says.absent.test(static_cast<std::size_t>(found.type)))
        add(found, value, row.line);
}

/// Adds a finding with its value, and counts bytes that stand for no character.
void order_rows::add(finding found, std::string_view value, std::uint64_t line)
{
    const std::string stored = stored_value(cells_.text(value.substr(0, max_looked_at)));
    if (stored.find(replacement_character) != std::string::npos)
        warnings_.count(oddity::encoding, line);
    found.value = stored;
    if (!findings_.add(found))
        stop(too_many_defects(rules_.max_defects, line));
}

/// Rejects the report.  The first reason is the one that is given.
void order_rows::stop(rejection why)
{
    if (!stopped_)
        stopped_ = std::move(why);
}

rejection order_rows::bad_rows() const
{
    return too_many_bad_rows(warnings_.count_of(oddity::bad_row), rows_of_scope_,
                             warnings_.first_line_of(oddity::bad_row));
}

std::optional<rejection> order_rows::row_rejection() const
{
    if (rows_ != 0 && rows_of_scope_ == 0)
        return no_row_of_channel(rows_, rules_.scope.channel);
    if (warnings_.count_of(oddity::bad_row) * bad_one_in > rows_of_scope_)
        return bad_rows();
    return std::nullopt;
}

result<read_report_result, rejection> order_rows::finish()
{
    // The reasons to reject the report that only its end shows.
    if (std::optional<rejection> why = row_rejection())
        return *std::move(why);
    if (findings_.are_too_many())
        return too_many_defects(rules_.max_defects, 0);
    const result<date_order, rejection> order = dates_.order();
    if (order.has_error())
        return order.error();
    if (columns_.ignores_type)
        warnings_.count(oddity::defect_type_ignored, columns_.header_line);

    // A row may be missing, or belong to an order that is not known: then the absence of a defect means nothing.
    read_report_result all;
    all.read.rows = rows_of_scope_;
    all.read.defects = findings_.merge_all(*order);
    all.read.covers = columns_.covers;
    all.read.complete = rules_.complete && warnings_.count_of(oddity::unreadable_order_id) == 0 &&
                        warnings_.count_of(oddity::stray_quote) == 0;
    std::sort(present_orders_.begin(), present_orders_.end());
    present_orders_.erase(std::unique(present_orders_.begin(), present_orders_.end()), present_orders_.end());
    all.read.present_orders = std::move(present_orders_);
    all.warnings = warnings_.list();
    return all;
}

}  // namespace defectd
