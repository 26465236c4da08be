#include "layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "cell_text.hpp"
#include "defectd/base/text.hpp"
#include "header_line.hpp"

namespace defectd {
namespace {

constexpr std::array separators{'\t', ',', ';'};

bool is_mandatory(meaning what)
{
    return what == meaning::order_id || what == meaning::order_date;
}

bool has(const layout& read, meaning what)
{
    return std::find(read.columns.begin(), read.columns.end(), what) != read.columns.end();
}

bool has_type_column(const layout& read)
{
    return has(read, meaning::defect_type);
}

layout meanings_of(const std::vector<std::string>& names, const header_names& known)
{
    layout read;
    for (const std::string& name : names)
        read.columns.push_back(known.of(name));
    return read;
}

std::size_t recognised(const layout& read)
{
    return read.columns.size() -
           static_cast<std::size_t>(std::count(read.columns.begin(), read.columns.end(), meaning::none));
}

/// The header cut by one separator.
struct candidate {
    std::vector<std::string> names;
    layout read;
    bool others_are_open = false;  ///< cut by another separator the line does not end: a quote is open
};

/// The cut that gives the most columns we know; if that is the same, the most columns.
std::optional<candidate> best_cut(std::string_view start, bool at_end, text_encoding encoding,
                                  const header_names& known)
{
    cell_text text;
    std::optional<candidate> best;
    bool any_is_open = false;
    for (const char separator : separators) {
        std::optional<std::vector<std::string>> names = header_cells(start, separator, at_end);
        any_is_open = any_is_open || !names;
        if (!names)
            continue;
        for (std::string& name : *names)
            name = std::string(text.read(name, encoding));
        candidate next{*std::move(names), {}, false};
        next.read = meanings_of(next.names, known);
        next.read.separator = separator;
        const auto rank = [](const candidate& c) { return std::pair(recognised(c.read), c.names.size()); };
        if (!best || rank(next) > rank(*best))
            best = std::move(next);
    }
    if (best)
        best->others_are_open = any_is_open;
    return best;
}

/// Drops the columns that the layout does not read, so that they cannot count twice.
void settle(layout& read)
{
    for (const meaning what : read.columns)
        if (const std::optional<defect_type> type = type_of(what))
            read.covers.set(static_cast<std::size_t>(*type));
    read.wide = read.covers.any() || !has_type_column(read);
    read.ignores_type = read.wide && has_type_column(read);
    if (read.wide)
        for (meaning& what : read.columns)
            what = what == meaning::defect_type || what == meaning::value ? meaning::none : what;
    else
        read.covers.set();  // a long report has rows for whatever type there is
    for (std::size_t column = 0; column < read.columns.size(); ++column) {
        const meaning what = read.columns[column];
        if (is_mandatory(what) || type_of(what) || what == meaning::defect_type)
            read.needed = column + 1;
    }
}

std::string examples(meaning what)
{
    std::vector<std::string_view> names = usual_names(what);
    names.resize(std::min<std::size_t>(names.size(), 3));
    return fmt::format("\"{}\"", fmt::join(names, "\", \""));
}

std::optional<refusal> missing(const candidate& header)
{
    std::vector<std::string> wanted;
    for (const meaning what : {meaning::order_id, meaning::order_date})
        if (!has(header.read, what))
            wanted.push_back(fmt::format("{} (such as {})", name_of(what), examples(what)));
    if (header.read.covers.none())
        wanted.push_back(
            fmt::format("a defect: one of negative_feedback, a_to_z_claim, chargeback (such as {}) or "
                        "defect_type (such as {})",
                        examples(meaning::negative_feedback), examples(meaning::defect_type)));
    if (wanted.empty())
        return std::nullopt;
    return refusal{
        refusal_code::missing_column,
        fmt::format("no column for {}; the header has {}; add its name for it under the source's columns",
                    fmt::join(wanted, ", nor for "), shown_names(header.names)),
        1};
}

std::optional<refusal> repeated(const candidate& header)
{
    const std::vector<meaning>& columns = header.read.columns;
    for (std::size_t second = 0; second < columns.size(); ++second) {
        const auto first = static_cast<std::size_t>(
            std::find(columns.begin(), columns.end(), columns[second]) - columns.begin());
        if (columns[second] == meaning::none || first == second)
            continue;
        return refusal{refusal_code::repeated_column,
                       fmt::format("columns {} and {} both mean {}: {}; take one out of the report",
                                   first + 1, second + 1, name_of(columns[second]),
                                   shown_names({header.names[first], header.names[second]})),
                       1};
    }
    return std::nullopt;
}

bool has_damage(const candidate& header)
{
    return std::any_of(header.names.begin(), header.names.end(), [](const std::string& name) {
        return name.find(replacement_character) != std::string::npos;
    });
}

refusal damaged_header(text_encoding encoding)
{
    return {refusal_code::encoding,
            fmt::format("the header line is not valid {}; save the report as UTF-8", name_of(encoding)), 1};
}

refusal no_header(std::string_view start, bool at_end)
{
    if (trimmed(start).empty())
        return {
            refusal_code::empty,
            "the report holds only white space; a report without defects still has its header line, so fetch or "
            "export it again"};
    if (at_end)
        return {
            refusal_code::truncated,
            "a quote in the header line is never closed: the file is cut off or damaged; fetch or export it again",
            1};
    return {refusal_code::missing_column,
            fmt::format("the first line has no end within {}; this is no report with a header line",
                        size_to_text(longest_header)),
            1};
}

std::optional<refusal> no_report(std::string_view start)
{
    const std::string_view text = trimmed(start.substr(0, 4096));
    if (text.starts_with('<'))
        return refusal{
            refusal_code::html,
            "this is a web page, usually the login page saved under the report's name; sign in and "
            "download the report again",
            1};
    start.remove_prefix(std::min(start.find_first_not_of("\r\n"), start.size()));
    if (start.substr(0, start.find_first_of("\r\n")).find('\0') != std::string_view::npos)
        return refusal{
            refusal_code::encoding,
            "the first line has NUL bytes: UTF-16 without byte order mark, or no text; save it as UTF-8", 1};
    return std::nullopt;
}

}  // namespace

bool has_header_line(std::string_view start)
{
    return std::all_of(separators.begin(), separators.end(),
                       [start](char separator) { return header_cells(start, separator, false).has_value(); });
}

result<layout, refusal> read_layout(std::string_view start, bool at_end, text_encoding encoding,
                                    const header_names& names)
{
    if (std::optional<refusal> why = no_report(start))
        return *std::move(why);
    if (start.size() > longest_header) {  // as much as was read by chance
        start = start.substr(0, longest_header);
        at_end = false;
    }
    std::optional<candidate> header = best_cut(start, at_end, encoding, names);
    if (!header || header->names.empty())
        return no_header(start, at_end);
    settle(header->read);
    if (std::optional<refusal> why = missing(*header)) {
        if (header->others_are_open)
            return no_header(start, at_end);
        return has_damage(*header) ? damaged_header(encoding) : *std::move(why);
    }
    if (std::optional<refusal> why = repeated(*header))
        return *std::move(why);
    return std::move(header->read);
}

}  // namespace defectd
