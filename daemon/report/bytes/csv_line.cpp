#include "bytes/csv_line.hpp"

#include <algorithm>

namespace defectd {
namespace {

constexpr auto none = std::string_view::npos;

/// Far beyond any report; bounds the memory that a line of separators can cost.
constexpr std::size_t max_cells = std::size_t{1} << 16U;

/// True for what is not part of a cell at its ends.
bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/// Returns the cell without blanks at both ends.  A TAB is a blank, too, in a file with another separator.
std::string_view without_blanks(std::string_view cell)
{
    while (!cell.empty() && is_blank(cell.front()))
        cell.remove_prefix(1);
    while (!cell.empty() && is_blank(cell.back()))
        cell.remove_suffix(1);
    return cell;
}

/// Returns the cell without the quotes around it, if there are any; two quotes within become one.  The text is appended
/// to `unquoted` only when it differs from that of the cell.
std::string_view without_quotes(std::string_view cell, std::string& unquoted)
{
    if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"')
        return cell;
    cell = cell.substr(1, cell.size() - 2);
    if (cell.find("\"\"") == none)
        return cell;
    const std::size_t start = unquoted.size();
    for (std::size_t at = 0; at < cell.size(); ++at) {
        unquoted += cell[at];
        if (cell.substr(at, 2) == "\"\"")
            ++at;
    }
    return std::string_view(unquoted).substr(start);
}

}  // namespace

void cut_plain(std::string_view line, char separator, cell_views& cells)
{
    cells.clear();
    // Most lines of a report take this way, so it is one loop over the bytes.
    const char* cell = line.data();
    const char* const end = cell + line.size();
    for (const char* at = cell; at != end; ++at) {
        if (*at != separator)
            continue;
        cells.push_back(without_blanks({cell, static_cast<std::size_t>(at - cell)}));
        cell = at + 1;
        if (cells.size() == max_cells - 1)
            break;
    }
    cells.push_back(without_blanks({cell, static_cast<std::size_t>(end - cell)}));
}

void cut_as_text(std::string_view line, char separator, cell_views& cells, std::string& unquoted)
{
    cut_plain(line, separator, cells);
    unquoted.clear();
    unquoted.reserve(line.size());  // never moves, for the views
    for (std::string_view& cell : cells)
        cell = without_quotes(cell, unquoted);
}

quoted_row::state quoted_row::begin(std::string_view line)
{
    text_.clear();
    places_.clear();
    first_line_columns_ = 0;
    const state now = take(line, 0);
    if (now == state::open) {
        first_line_columns_ = places_.size();
        first_line_cell_size_ = places_.back().size;
    }
    return now;
}

quoted_row::state quoted_row::go_on(std::string_view line)
{
    const std::size_t after = add_quoted_text(line, 0);
    if (after == none)
        return state::open;
    // The cell ended: with the line, before the next cell, or before text that must not be there.
    if (after == line.size())
        return state::ended;
    return line[after] == separator_ ? take(line, after + 1) : state::broken;
}

/// Takes the cells from `at` on, where a cell begins.
quoted_row::state quoted_row::take(std::string_view line, std::size_t at)
{
    for (;;) {
        const std::size_t start = skip_blanks(line, at);
        // A cell begins: in quotes, or without them.  The last one allowed takes the rest of the line as it is.
        if (start == line.size() || line[start] != '"' || places_.size() >= max_cells - 1) {
            at = add_plain_cell(line, at);
        } else {
            places_.push_back({text_.size(), 0, true});
            at = add_quoted_text(line, start + 1);
            if (at == none)
                return state::open;
        }
        if (at == line.size())
            return state::ended;
        if (line[at] != separator_)
            return state::broken;
        ++at;
    }
}

/// Adds a cell without quotes.  Returns the position of the separator after it, or of the end.
std::size_t quoted_row::add_plain_cell(std::string_view line, std::size_t at)
{
    const std::size_t end =
        places_.size() >= max_cells - 1 ? line.size() : std::min(line.find(separator_, at), line.size());
    const std::string_view cell = without_blanks(line.substr(at, end - at));
    places_.push_back({text_.size(), cell.size(), false});
    text_ += cell;
    return end;
}

/// Adds the text of a cell in quotes.  Returns the position after the closing quote and its blanks; npos when the quote
/// is not closed.
std::size_t quoted_row::add_quoted_text(std::string_view line, std::size_t at)
{
    for (;;) {
        // Up to the next quote: the closing one, or one of two that stand for a quote.
        const std::size_t quote = std::min(line.find('"', at), line.size());
        text_ += line.substr(at, quote - at);
        places_.back().size = text_.size() - places_.back().at;
        if (quote == line.size())
            return none;
        if (line.substr(quote, 2) != "\"\"")
            return skip_blanks(line, quote + 1);
        text_ += '"';
        at = quote + 2;
    }
}

std::size_t quoted_row::skip_blanks(std::string_view line, std::size_t at) const
{
    while (at < line.size() && is_blank(line[at]) && line[at] != separator_)
        ++at;
    return at;
}

const cell_views& quoted_row::cells()
{
    return views_of(places_);
}

const cell_views& quoted_row::cells_of_first_line()
{
    if (first_line_columns_ == 0)
        return cells();
    // The last cell continued after the line: here it ends where the line did.
    const cell_views& first = views_of(std::span(places_).first(first_line_columns_));
    views_.back() = views_.back().substr(0, first_line_cell_size_);
    return first;
}

const cell_views& quoted_row::views_of(std::span<const place> places)
{
    views_.clear();
    for (const place& each : places)
        views_.push_back(std::string_view(text_).substr(each.at, each.size));
    return views_;
}

bool quoted_row::is_quoted(std::size_t column) const
{
    return column < places_.size() && places_[column].is_quoted;
}

}  // namespace defectd
