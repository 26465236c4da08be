#include "layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "cells/order_id.hpp"
#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"
#include "header_line.hpp"
#include "header_search.hpp"
#include "no_report.hpp"

namespace defectd {
namespace {

/// True for a column that every report must have.
bool is_mandatory(meaning what)
{
    return what == meaning::order_id || what == meaning::order_date;
}

/// True when a column has the meaning.
bool has(const layout& read, meaning what)
{
    return read.column_of(what) != read.columns.size();
}

/// Returns where the columns are that rows are read by.
column_places places_of(const layout& read)
{
    column_places places{.order_id = read.column_of(meaning::order_id),
                         .order_date = read.column_of(meaning::order_date),
                         .channel = read.column_of(meaning::fulfillment),
                         .type = read.column_of(meaning::defect_type),
                         .value = read.column_of(meaning::value)};
    for (std::size_t type = 0; type < defect_type_count; ++type)
        places.flags[type] = read.column_of(static_cast<meaning>(type));
    return places;
}

/// Decides between a wide and a long report, and drops the columns that are not read then, so that none counts twice.
void resolve_columns(layout& read)
{
    for (const meaning what : read.columns)
        if (const std::optional<defect_type> type = type_of(what))
            read.covers.set(static_cast<std::size_t>(*type));
    // Flag columns make it a wide report, even if there is a defect-type column.
    read.wide = read.covers.any() || !has(read, meaning::defect_type);
    read.ignores_type = read.wide && has(read, meaning::defect_type);
    if (read.wide)
        for (meaning& what : read.columns)
            what = what == meaning::defect_type || what == meaning::value ? meaning::none : what;
    else
        read.covers.set();  // a long report has rows for whatever type there is
    // A row may lack the cells after the last column that counts.
    for (std::size_t column = 0; column < read.columns.size(); ++column) {
        const meaning what = read.columns[column];
        if (is_mandatory(what) || type_of(what) || what == meaning::defect_type)
            read.needed = column + 1;
    }
    read.places = places_of(read);
}

/// Returns the usual names of a column for a message: "Order ID", "Amazon Order ID", …
std::string examples(meaning what)
{
    std::vector<std::string_view> names = usual_names(what);
    names.resize(std::min<std::size_t>(names.size(), 3));
    return fmt::format("\"{}\"", fmt::join(names, "\", \""));
}

/// Returns what a message says about the line that was taken for the header: no cell of an order.
std::string describe_header(const header_candidate& header)
{
    if (std::any_of(header.names.begin(), header.names.end(), has_order_id_shape))
        return fmt::format("line {} looks like a row; export the report with its header line",
                           header.read.header_line);
    return fmt::format("the header in line {} has {}; add the report's name for it under the source's "
                       "columns",
                       header.read.header_line, describe_names(header.names));
}

/// Returns the rejection that names what is missing, with examples, and what was found.
rejection missing_columns(const header_candidate& header)
{
    std::vector<std::string> wanted;
    for (const meaning what : {meaning::order_id, meaning::order_date})
        if (!has(header.read, what))
            wanted.push_back(fmt::format("{} (such as {})", name_of(what), examples(what)));
    if (!speaks_of_defects(header.read))
        wanted.push_back(
            fmt::format("a defect: one of negative_feedback, a_to_z_claim, chargeback (such as {}) or "
                        "defect_type (such as {})",
                        examples(meaning::negative_feedback), examples(meaning::defect_type)));
    return {rejection_code::missing_column,
            fmt::format("no column for {}; {}", fmt::join(wanted, ", nor for "), describe_header(header)),
            header.read.header_line};
}

/// Returns the rejection of a header with two columns of one meaning, of which only one could be read.
std::optional<rejection> find_repeated_column(const header_candidate& header)
{
    const std::vector<meaning>& columns = header.read.columns;
    for (std::size_t second = 0; second < columns.size(); ++second) {
        const auto first = static_cast<std::size_t>(
            std::find(columns.begin(), columns.end(), columns[second]) - columns.begin());
        if (columns[second] == meaning::none || first == second)
            continue;
        return rejection{rejection_code::repeated_column,
                         fmt::format("columns {} and {} both mean {}: {}; remove one from the report",
                                     first + 1, second + 1, name_of(columns[second]),
                                     describe_names({header.names[first], header.names[second]})),
                         header.read.header_line};
    }
    return std::nullopt;
}

/// True when a name has bytes that stand for no character.
bool has_damage(const header_candidate& header)
{
    return std::any_of(header.names.begin(), header.names.end(), [](const std::string& name) {
        return name.find(replacement_character) != std::string::npos;
    });
}

/// Returns the rejection of a header with bytes that stand for no character.
rejection damaged_header(text_encoding encoding, std::uint64_t line)
{
    return {rejection_code::encoding,
            fmt::format("the header line is not valid {}; save the report as UTF-8", name_of(encoding)),
            line};
}

/// Returns the rejection of a header in which a quote is not closed.
rejection open_header(std::uint64_t line)
{
    return {rejection_code::truncated,
            "a quote in the header line is not closed: the file is truncated or damaged; "
            "download or export it again",
            line};
}

/// Returns the rejection of a text in which no line that is not blank ends.
rejection no_line(std::string_view start)
{
    if (trimmed(start).empty())
        return {rejection_code::empty,
                "the report contains only white space; a report without defects still has its header "
                "line, so download or export it again"};
    if (start.size() < max_start_length)
        return {rejection_code::missing_column,
                "there is no header line after the line that names the separator; export the report "
                "again",
                1};
    return {rejection_code::missing_column,
            fmt::format("the first line is longer than {}; check that this is a report with a header line",
                        size_to_text(max_start_length)),
            1};
}

/// Returns why a text without a header is rejected: the most specific reason that is true.
rejection no_header(std::string_view start, const std::optional<header_candidate>& nearest,
                    text_encoding encoding)
{
    if (std::optional<rejection> why = json_document(start))
        return *std::move(why);
    if (!nearest)
        return no_line(start);
    if (nearest->has_open_quote)
        return open_header(nearest->read.header_line);
    if (has_damage(*nearest))
        return damaged_header(encoding, nearest->read.header_line);
    return missing_columns(*nearest);
}

}  // namespace

std::size_t layout::column_of(meaning what) const
{
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), what) - columns.begin());
}

result<layout, rejection> read_layout(text_start start, text_encoding encoding, const header_names& names)
{
    if (std::optional<rejection> why = no_table(start.text))
        return *std::move(why);
    // How much was read is a matter of chance; how much is looked at is not.
    if (start.text.size() > max_start_length)
        start = {.text = start.text.substr(0, max_start_length), .is_whole = false};
    std::optional<header_candidate> header = find_header(start, encoding, names);
    if (!header || !is_header(header->read))
        return no_header(start.text, header, encoding);
    resolve_columns(header->read);
    if (std::optional<rejection> why = find_repeated_column(*header))
        return *std::move(why);
    return std::move(header->read);
}

}  // namespace defectd
