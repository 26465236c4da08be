#include "order_rows.hpp"

#include <algorithm>

#include "cells/cell_text.hpp"
#include "cells/order_id.hpp"
#include "defectd/config/marketplaces.hpp"
#include "rejections.hpp"

namespace defectd {
namespace {

/// Bytes of a value that are looked at; kept_value cuts at fewer characters.
constexpr std::size_t max_looked_at = std::size_t{64} << 10U;

constexpr std::uint64_t bad_one_in = 20;  // a report with more than 5 % of bad rows is rejected

bool is_empty(std::string_view cell)
{
    return unwrap(cell).empty();
}

bool is_blank(const csv_row& row)
{
    // The end of the text may have cut a row off after its first, empty cells.
    return (row.has_line_end || row.cells.size() == 1) &&
           std::all_of(row.cells.begin(), row.cells.end(), is_empty);
}

date_order usual_order(std::string_view marketplace_id)
{
    const marketplace* const known = find_marketplace(marketplace_id);
    return known != nullptr ? known->dates : date_order::mdy;
}

std::vector<std::string> words_under(const more_words& more, const char* key)
{
    const auto found = more.find(key);
    return found == more.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace

order_rows::order_rows(const reading_rules& rules, const header_names& names, const layout& columns)
    : rules_(rules), names_(names), columns_(columns), channels_(rules.columns), types_(names),
      flags_(words_under(rules.columns, "not_a_defect")),
      dates_(rules.dates, usual_order(rules.scope.marketplace_id)), findings_(rules.max_defects)
{
}

/// Empty where the row has no such cell.
std::string_view order_rows::cell_at(std::size_t column, cells_of_row cells) const
{
    return column < cells.size() && column < columns_.columns.size() ? unwrap(cells[column])
                                                                     : std::string_view{};
}

written_date order_rows::date_of(cells_of_row cells)
{
    const std::string_view cell = cell_at(columns_.places.order_date, cells);
    if (cell.empty())
        return {};
    return recent_dates_.of(cell,
                            [this](std::string_view text) { return read_date(text_.read(text, encoding_)); });
}

order_rows::channel_cell order_rows::channel_of(cells_of_row cells)
{
    const std::string_view cell = cell_at(columns_.places.channel, cells);
    if (cell.empty())
        return {};
    return recent_channels_.of(cell, [this](std::string_view text) {
        return channel_cell{channels_.of(text_.read(text, encoding_)), true};
    });
}

std::optional<defect_type> order_rows::type_of_row(cells_of_row cells)
{
    const std::string_view cell = cell_at(columns_.places.type, cells);
    if (cell.empty())
        return std::nullopt;
    return recent_types_.of(cell,
                            [this](std::string_view text) { return types_.of(text_.read(text, encoding_)); });
}

bool order_rows::is_row(cells_of_row cells)
{
    if (date_of(cells).shape == written_date::form::unreadable)
        return false;
    const std::optional<std::string> id =
        read_order_id(cell_at(columns_.places.order_id, cells), encoding_, text_);
    return cells.size() == columns_.columns.size() || (id && has_order_id_shape(*id));
}

/// Of reports joined into one file each has its own.
bool order_rows::is_header(cells_of_row cells)
{
    return names_.of(text_.read(cell_at(columns_.places.order_id, cells), encoding_)) == meaning::order_id &&
           names_.of(text_.read(cell_at(columns_.places.order_date, cells), encoding_)) ==
               meaning::order_date;
}

/// Whether the columns that rows are read by are where the first header has them.
bool order_rows::is_same_header(cells_of_row cells)
{
    const column_places& places = columns_.places;
    std::vector<std::size_t> used{places.order_id, places.order_date, places.channel, places.type,
                                  places.value};
    used.insert(used.end(), places.flags.begin(), places.flags.end());
    return std::all_of(used.begin(), used.end(), [&](std::size_t place) {
        return place >= columns_.columns.size() ||
               names_.of(text_.read(cell_at(place, cells), encoding_)) == columns_.columns[place];
    });
}

void order_rows::take(const csv_row& row)
{
    if (stopped_ || is_blank(row))
        return;
    const std::size_t columns = columns_.columns.size();
    if (!row.has_line_end && row.cells.size() < columns)
        return stop(cut_last_row(row.cells.size(), columns, row.line));
    const written_date ordered = date_of(row.cells);
    if (ordered.shape == written_date::form::unreadable && is_header(row.cells)) {
        if (!is_same_header(row.cells))
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
    if (ordered.shape == written_date::form::numbers)
        dates_.see(ordered, row.line);
    const channel_cell said = channel_of(row.cells);
    if (!is_of_scope(said.channel)) {
        warnings_.count(oddity::other_channel, row.line);
        return;
    }
    ++rows_of_scope_;
    if (said.has_text && !said.channel)
        warnings_.count(oddity::unknown_fulfillment, row.line);
    const std::optional<defect_type> type = type_of_row(row.cells);
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

/// What the source covers, where a row does not say.
std::optional<fulfillment> order_rows::usual_channel() const
{
    return rules_.scope.channel == fulfillment::all ? std::nullopt : std::optional(rules_.scope.channel);
}

/// A separator that stands in a comment moves the cells after it, and the last of them may be empty.  So a row has too
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
    if (const std::optional<std::string> id =
            read_order_id(cell_at(columns_.places.order_id, row.cells), encoding_, text_)) {
        present_orders_.push_back(*id);
        keep_orders_within(*id);
    } else {
        warnings_.count(oddity::unreadable_order_id, row.line);
    }
    // No report of the most rows could be good any more: what is kept of bad rows is bounded, too.
    if (warnings_.count_of(oddity::bad_row) * bad_one_in > rules_.max_rows)
        stop(bad_rows());
}

/// Where an id of another shape names several orders, what is open of each stays as it is.
void order_rows::keep_orders_within(std::string_view odd_id)
{
    for (std::string& named : order_ids_within(odd_id))
        present_orders_.push_back(std::move(named));
}

/// False when the order id cannot be read.
bool order_rows::take_defects(const csv_row& row, finding found)
{
    found.order_id = cell_at(columns_.places.order_id, row.cells);
    std::optional<std::string> odd_id;
    if (!has_order_id_shape(found.order_id)) {
        odd_id = read_order_id(found.order_id, encoding_, text_);
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

void order_rows::add_flags(const csv_row& row, finding found)
{
    for (std::size_t type = 0; type < defect_type_count; ++type) {
        const std::string_view flag = cell_at(columns_.places.flags[type], row.cells);
        if (flag.empty() || flags_.of(flag, encoding_, text_).absent.test(type))
            continue;
        found.type = static_cast<defect_type>(type);
        add(found, flag, row.line);
    }
}

void order_rows::add_long(const csv_row& row, const finding& found)
{
    const std::string_view value = cell_at(columns_.places.value, row.cells);
    const flag_meaning says = value.empty() ? flag_meaning{} : flags_.of(value, encoding_, text_);
    if (says.is_blank)
        add(found, cell_at(columns_.places.type, row.cells), row.line);
    else if (!says.absent.test(static_cast<std::size_t>(found.type)))
        add(found, value, row.line);
}

void order_rows::add(finding found, std::string_view value, std::uint64_t line)
{
    const std::string stored = stored_value(text_.read(value.substr(0, max_looked_at), encoding_));
    if (stored.find(replacement_character) != std::string::npos)
        warnings_.count(oddity::encoding, line);
    found.value = stored;
    if (!findings_.add(found))
        stop(too_many_defects(rules_.max_defects, line));
}

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
    if (std::optional<rejection> why = row_rejection())
        return *std::move(why);
    if (findings_.are_too_many())
        return too_many_defects(rules_.max_defects, 0);
    const result<date_order, rejection> order = dates_.order();
    if (order.has_error())
        return order.error();
    if (columns_.ignores_type)
        warnings_.count(oddity::defect_type_ignored, columns_.header_line);

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
