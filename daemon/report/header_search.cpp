#include "header_search.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "cells/cell_text.hpp"
#include "defectd/base/text.hpp"
#include "header_line.hpp"

namespace defectd {
namespace {

/// How lines are cut into names.
struct cutting_rules {
    text_encoding encoding;
    const header_names& known;
    std::span<const char> separators;
};

/// Returns the number of columns with a meaning.
std::size_t count_known_columns(const layout& read)
{
    return read.columns.size() -
           static_cast<std::size_t>(std::count(read.columns.begin(), read.columns.end(), meaning::none));
}

/// Returns what two cuts of a line, or two lines, are compared by: the greater is more like a header.
auto rank(const header_candidate& c)
{
    return std::tuple(is_header(c.read), count_known_columns(c.read), c.has_open_quote, c.names.size());
}

/// Returns the names of a header as UTF-8, with their meanings.
header_candidate make_candidate(header_cut cut, char separator, const cutting_rules& by)
{
    header_candidate made;
    cell_text text;
    for (const std::string& name : cut.names) {
        made.names.emplace_back(text.read(name, by.encoding));
        made.read.columns.push_back(by.known.of(made.names.back()));
    }
    made.read.separator = separator;
    made.read.header_end = cut.size;
    made.read.first_row_line = cut.lines;
    return made;
}

/// Cuts the line that `text` begins with by each separator, and returns the best.  Positions count from its beginning.
header_candidate best_cut(std::string_view text, const cutting_rules& by)
{
    header_candidate best;
    bool has_open_quote = false;
    for (const char separator : by.separators) {
        std::optional<header_cut> cut = cut_header(text, separator);
        has_open_quote = has_open_quote || !cut;
        if (!cut)
            continue;
        header_candidate next = make_candidate(*std::move(cut), separator, by);
        if (rank(next) > rank(best))
            best = std::move(next);
    }
    // An open quote by any separator is named when no line turns out to be a header.
    best.has_open_quote = has_open_quote;
    return best;
}

}  // namespace

bool speaks_of_defects(const layout& read)
{
    return std::any_of(read.columns.begin(), read.columns.end(), [](meaning what) {
        return what == meaning::defect_type || type_of(what).has_value();
    });
}

bool is_header(const layout& read)
{
    const auto has = [&read](meaning what) { return read.column_of(what) != read.columns.size(); };
    return has(meaning::order_id) && has(meaning::order_date) && speaks_of_defects(read);
}

std::optional<header_candidate> find_header(const text_start& start, text_encoding encoding,
                                            const header_names& known)
{
    cutting_rules by{encoding, known, separators};
    std::optional<char> named;
    std::optional<header_candidate> best;
    std::size_t tried = 0;
    std::size_t next_at = 0;
    for (std::uint64_t number = 1; next_at < start.text.size() && tried < max_header_lines; ++number) {
        // A line whose end is not there yet may go on.
        const text_line line = first_line(start.text.substr(next_at));
        if (!line.has_end && !start.is_whole)
            break;
        const std::size_t begin = std::exchange(next_at, next_at + line.size);
        if (trimmed(line.text).empty())
            continue;
        // Only the first line may name the separator.
        if (tried++ == 0 && (named = named_separator(line.text))) {
            by.separators = std::span(&*named, 1);
            continue;
        }
        // Positions and line numbers count from the beginning of the text.
        header_candidate next = best_cut(start.text.substr(begin), by);
        next.read.header_end += begin;
        next.read.header_line = number;
        next.read.first_row_line += number;
        if (!best || rank(next) > rank(*best))
            best = std::move(next);
        if (is_header(best->read))
            break;
    }
    return best;
}

}  // namespace defectd
