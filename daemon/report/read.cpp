#include "defectd/report/read.hpp"

#include <fmt/format.h>

#include "bytes/csv_reader.hpp"
#include "bytes/gunzip.hpp"
#include "bytes/hashed_bytes.hpp"
#include "bytes/text_stream.hpp"
#include "defectd/base/text.hpp"
#include "defectd/config/marketplaces.hpp"
#include "layout.hpp"
#include "order_rows.hpp"

namespace defectd {
namespace {

/// Returns the encoding of text that is not Unicode, as spreadsheets of the marketplace's country write it.
text_encoding usual_encoding(std::string_view marketplace_id)
{
    const marketplace* const known = find_marketplace(marketplace_id);
    return known != nullptr && known->country == "JP" ? text_encoding::shift_jis
                                                      : text_encoding::windows_1252;
}

/// The part of the text in which the header is looked for.
struct beginning {
    std::string text;
    bool is_all = false;
};

/// Reads until the text is long enough for a header, or ends.
result<beginning, rejection> read_beginning(text_stream& from)
{
    beginning start;
    while (!start.is_all && start.text.size() <= max_start_length) {
        const result<std::string_view, rejection> piece = from.next();
        if (piece.has_error())
            return piece.error();
        start.is_all = piece->empty();
        start.text += *piece;
    }
    return start;
}

/// Returns the rejection of a text that the reader could not go on with.
/// @param line  where the row starts
rejection csv_rejection(csv_fault fault, std::uint64_t line)
{
    if (fault == csv_fault::open_quote)
        return {
            rejection_code::truncated,
            fmt::format("a quote opened in the row of line {} is not closed before the next row begins: the "
                        "file is truncated, or a quote within a cell is not doubled; download it again, or "
                        "export it with doubled quotes",
                        line),
            line};
    return {rejection_code::too_large,
            fmt::format("line {} has more than {}; check that this is a report", line,
                        size_to_text(max_row_length)),
            line};
}

/// Reads the rows after the header, to the end of the text.  Returns why the report is rejected; nullopt when it is
/// not.
std::optional<rejection> read_rows(text_stream& from, const beginning& start, const layout& columns,
                                   order_rows& rows)
{
    csv_reader reader({.separator = columns.separator,
                       .columns = columns.columns.size(),
                       .id_column = columns.places.order_id,
                       .date_column = columns.places.order_date},
                      rows, columns.first_row_line);
    // First what was read to find the header, then the rest piece by piece.
    rows.set_encoding(from.encoding());
    csv_fault fault = reader.feed(std::string_view(start.text).substr(columns.header_end));
    for (bool ended = start.is_all; !ended && fault == csv_fault::none && !rows.stopped();) {
        const result<std::string_view, rejection> piece = from.next();
        if (piece.has_error())
            return piece.error();
        rows.set_encoding(from.encoding());
        ended = piece->empty();
        if (!ended)
            fault = reader.feed(*piece);
    }
    if (fault == csv_fault::none && !rows.stopped())
        fault = reader.finish();
    // What is wrong with a row comes before what is wrong with the text after it.
    if (rows.stopped())
        return rows.stopped();
    if (fault != csv_fault::none)
        return csv_rejection(fault, reader.line());
    return std::nullopt;
}

/// Reads the text of a report: its header first, then its rows by what the header says.
result<read_report_result, rejection> read_text(text_stream& text, const reading_rules& rules)
{
    const result<beginning, rejection> start = read_beginning(text);
    if (start.has_error())
        return start.error();
    const header_names names(rules.columns);
    const result<layout, rejection> columns =
        read_layout({start->text, start->is_all}, text.encoding(), names);
    if (columns.has_error())
        return columns.error();
    order_rows rows(rules, names, *columns);
    if (std::optional<rejection> why = read_rows(text, *start, *columns, rows))
        return *std::move(why);
    return rows.finish();
}

}  // namespace

result<read_report_result, rejection> read_report(byte_source& bytes, const reading_rules& rules,
                                                  const report_times& times)
{
    // Each layer reads from the one before: bytes, inflated bytes, text.
    hashed_bytes found(bytes, rules.max_bytes);
    inflated_bytes inflated(found, rules.max_bytes);
    text_stream text(inflated, usual_encoding(rules.scope.marketplace_id));
    result<read_report_result, rejection> all = read_text(text, rules);
    // A rejected report has a hash, too: it is rejected once.
    std::string hash = found.hash_to_end();
    if (all.has_error()) {
        rejection why = all.error();
        why.sha256 = std::move(hash);
        return why;
    }
    all->read.sha256 = std::move(hash);
    all->read.time = times.time;
    all->read.collected_at = times.collected_at;
    return all;
}

}  // namespace defectd
