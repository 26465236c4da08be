#include "bytes/csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "cells/order_id.hpp"

namespace defectd {
namespace {

constexpr auto none = std::string_view::npos;

/// The next place of a character in a text that is walked from front to back; each search goes on where the last
/// one ended, so that all of them together read the text once.
class walked_character {
public:
    walked_character(std::string_view text, char wanted)
        : text_(text), wanted_(wanted), found_(text.find(wanted))
    {
    }

    /// Returns the first place at or after `at`; npos when there is none.
    std::size_t from(std::size_t at)
    {
        if (found_ < at)
            found_ = text_.find(wanted_, at);
        return found_;
    }

private:
    std::string_view text_;
    char wanted_;
    std::size_t found_;
};

/// True when an id of Amazon's shape is anywhere in the text.
bool contains_order_id(std::string_view text)
{
    constexpr std::size_t dash_at = 3;
    constexpr std::size_t size = 19;
    for (std::size_t dash = text.find('-', dash_at); dash < text.size(); dash = text.find('-', dash + 1))
        if (dash >= dash_at && has_order_id_shape(text.substr(dash - dash_at, size)))
            return true;
    return false;
}

/// True when the line has as many cells as the header, or an order id among them.
bool looks_like_row(std::string_view line, const csv_shape& shape)
{
    const auto separators = std::count(line.begin(), line.end(), shape.separator);
    return static_cast<std::size_t>(separators) + 1 == shape.columns || contains_order_id(line);
}

/// True when any line of the cell but the first one looks like a row.
bool holds_rows(std::string_view cell, const csv_shape& shape)
{
    for (std::size_t end = cell.find_first_of("\r\n"); end != none; end = cell.find_first_of("\r\n")) {
        cell.remove_prefix(end + 1);
        if (looks_like_row(cell.substr(0, cell.find_first_of("\r\n")), shape))
            return true;
    }
    return false;
}

}  // namespace

csv_fault csv_reader::feed(std::string_view piece)
{
    walked_character line_feeds(piece, '\n');
    walked_character returns(piece, '\r');
    walked_character quotes(piece, '"');
    for (std::size_t at = 0; at < piece.size();) {
        // The second half of a line end that pieces may have cut in two.
        if (std::exchange(is_after_cr_, false) && piece[at] == '\n') {
            if (is_open_)
                row_.add_line_end('\n');
            ++at;
            continue;
        }
        // Take the next whole line.  Each of the three searches reads the piece once, however many lines it has.
        const std::size_t end = std::min(line_feeds.from(at), returns.from(at));
        if (end == none)
            return keep_cut_line(piece.substr(at));
        const csv_fault fault = take_line(piece.substr(at, end - at), quotes.from(at) < end);
        if (fault != csv_fault::none)
            return fault;
        if (is_open_)
            row_.add_line_end(piece[end]);
        is_after_cr_ = piece[end] == '\r';
        at = end + 1;
    }
    return csv_fault::none;
}

/// Keeps the start of a line whose end is in the next piece.
csv_fault csv_reader::keep_cut_line(std::string_view start)
{
    cut_line_ += start;
    if (cut_line_.size() <= max_row_length)
        return csv_fault::none;
    if (is_open_)
        return csv_fault::open_quote;
    row_line_ = line_;
    return csv_fault::long_row;
}

csv_fault csv_reader::finish()
{
    csv_fault fault = csv_fault::none;
    has_line_end_ = false;
    if (!cut_line_.empty())
        fault = take_line({}, false);
    return is_open_ ? csv_fault::open_quote : fault;
}

/// @param line  what follows `cut_line_`
csv_fault csv_reader::take_line(std::string_view line, bool has_quote)
{
    // The start of the line was in an earlier piece, and so may be its first quote.
    std::string whole;
    if (!cut_line_.empty()) {
        whole = std::exchange(cut_line_, {}).append(line);
        line = whole;
        has_quote = line.find('"') != none;
    }
    csv_fault fault = csv_fault::none;
    if (is_open_)
        fault = go_on(line);
    else
        begin_row(line, has_quote);
    ++line_;
    return fault;
}

void csv_reader::begin_row(std::string_view line, bool has_quote)
{
    row_line_ = line_;
    if (has_quote)
        return begin_quoted(line);
    cut_plain(line, shape_.separator, cells_);
    give(cells_, false);
}

void csv_reader::begin_quoted(std::string_view line)
{
    const bool is_tab_file = shape_.separator == '\t';
    const quoted_row::state state = row_.begin(line);
    // Quotes that do not quote are text.  In a TAB file that is usual, elsewhere the row is doubtful.
    if (state == quoted_row::state::broken || (is_tab_file && !row_.is_quoted(shape_.id_column))) {
        cut_as_text(line, shape_.separator, cells_, unquoted_);
        return give(cells_, !is_tab_file);
    }
    if (state == quoted_row::state::ended)
        return give(row_.cells(), false);
    // A cell continues after the line end; the next lines show whether that was meant.
    is_open_ = true;
    first_line_is_row_ = is_row(line);
}

csv_fault csv_reader::go_on(std::string_view line)
{
    // The quote was never closed: this line is the next row.
    if (is_row_of_its_own(line)) {
        if (shape_.separator != '\t')
            return csv_fault::open_quote;
        is_open_ = false;
        give_first_line();
        begin_row(line, true);
        return csv_fault::none;
    }
    const quoted_row::state state = row_.go_on(line);
    if (state == quoted_row::state::open)
        return row_.size() <= max_row_length ? csv_fault::none : csv_fault::open_quote;
    is_open_ = false;
    // The row is complete.  A cell with rows in it probably has a quote that was not meant as one.
    const cell_views& cells = row_.cells();
    const bool is_doubtful = state == quoted_row::state::broken ||
                             std::any_of(cells.begin(), cells.end(),
                                         [this](std::string_view cell) { return holds_rows(cell, shape_); });
    if (is_doubtful)
        give_first_line();
    else
        give(cells, false);
    return csv_fault::none;
}

bool csv_reader::is_row(std::string_view line)
{
    // The line is a row if it is one as quoted cells, or one as text.
    if (probe_.begin(line) == quoted_row::state::ended && rows_.is_row(probe_.cells()))
        return true;
    cut_as_text(line, shape_.separator, cells_, unquoted_);
    return rows_.is_row(cells_);
}

/// Where the date comes after the open cell, the line that closes the cell has the date, too, and may look like a row
/// of its own; it is one if the first line is one.
bool csv_reader::is_row_of_its_own(std::string_view line)
{
    return (shape_.date_column < row_.column() || first_line_is_row_) && is_row(line);
}

void csv_reader::give(const cell_views& cells, bool is_doubtful)
{
    rows_.take({cells, row_line_, has_line_end_, is_doubtful});
}

void csv_reader::give_first_line()
{
    rows_.take({row_.cells_of_first_line(), row_line_, true, true});
}

}  // namespace defectd
