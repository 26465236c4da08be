#include "header_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "bytes/csv_line.hpp"
#include "cells/cell_text.hpp"
#include "defectd/base/text.hpp"

namespace defectd {
namespace {

/// True when a name may be in a message.  A report without a header has an order where the names should be; no name has
/// as many digits as an order id or a date.
bool may_be_shown(std::string_view name)
{
    return std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) < 6;
}

/// True when the line may be a row, so that no header name continues in it: every date has at least three digits.
bool may_be_row(std::string_view line)
{
    return std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 3;
}

/// Returns the text without any characters of `drop` at both ends.
std::string_view strip(std::string_view text, std::string_view drop) noexcept
{
    text.remove_prefix(std::min(text.find_first_not_of(drop), text.size()));
    return text.substr(0, text.find_last_not_of(drop) + 1);
}

/// True for one of the separators that a report can have.
bool is_separator(char c) noexcept
{
    return std::find(separators.begin(), separators.end(), c) != separators.end();
}

/// Returns the header with copies of its cells, which are views of a row that does not last.
header_cut make_header(const cell_views& cells, std::size_t size, std::uint64_t lines)
{
    return {std::vector<std::string>(cells.begin(), cells.end()), size, lines};
}

}  // namespace

text_line first_line(std::string_view text) noexcept
{
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos)
        return {text, text.size(), false};
    const bool is_crlf = text.substr(end, 2) == "\r\n";
    return {text.substr(0, end), end + (is_crlf ? 2 : 1), true};
}

std::optional<char> named_separator(std::string_view line) noexcept
{
    constexpr std::string_view word = "sep=";
    line = strip(line, "\" ");
    const auto is_same = [](char wanted, char found) {
        return wanted == found || wanted - 'a' + 'A' == found;
    };
    if (line.size() <= word.size() || !std::equal(word.begin(), word.end(), line.begin(), is_same))
        return std::nullopt;
    const char named = line[word.size()];
    // Text after the separator makes it an ordinary line.
    const std::string_view behind = line.substr(word.size() + 1);
    const bool is_alone = behind.find_first_not_of("\" \t,;") == std::string_view::npos;
    return is_separator(named) && is_alone ? std::optional(named) : std::nullopt;
}

std::optional<header_cut> cut_header(std::string_view text, char separator)
{
    const text_line top = first_line(text);
    quoted_row row(separator);
    quoted_row::state state = row.begin(top.text);
    std::size_t size = top.size;
    std::uint64_t lines = 1;
    // A name in quotes may go on in the next lines, until one that may be a row.
    while (state == quoted_row::state::open && lines < max_header_lines && size < text.size()) {
        const text_line next = first_line(text.substr(size));
        if (may_be_row(next.text))
            break;
        row.add_line_end('\n');
        state = row.go_on(next.text);
        size += next.size;
        ++lines;
    }
    // Quotes that do not quote are text: in a TAB file, and where text follows a closing quote.
    if (state == quoted_row::state::ended && (separator != '\t' || row.is_quoted(0)))
        return make_header(row.cells(), size, lines);
    if (state == quoted_row::state::open && separator != '\t')
        return std::nullopt;
    cell_views cells;
    std::string unquoted;
    cut_as_text(top.text, separator, cells, unquoted);
    return make_header(cells, top.size, 1);
}

std::string describe_names(const std::vector<std::string>& names)
{
    constexpr std::size_t max = 12;
    constexpr std::size_t max_length = 40;
    std::vector<std::string> shown;
    for (const std::string& name : names) {
        if (shown.size() == max) {
            shown.push_back(fmt::format("and {} more", names.size() - max));
            break;
        }
        const std::string stored = stored_value(name);
        shown.push_back(may_be_shown(stored) ? fmt::format("\"{}\"", utf8_prefix(stored, max_length))
                                             : "(no name)");
    }
    return fmt::format("{}", fmt::join(shown, ", "));
}

}  // namespace defectd
