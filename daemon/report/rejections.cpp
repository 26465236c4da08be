#include "rejections.hpp"

#include <fmt/format.h>

#include "defectd/base/enum_names.hpp"

namespace defectd {
namespace {

// In the order of the enumerators.  Subscribers compare these names: a name once sent does not change.
constexpr enum_names<16> code_names{"empty",     "xlsx",           "html",
                                    "xml",       "json",           "encoding",
                                    "gzip",      "missing_column", "repeated_column",
                                    "bad_rows",  "date_order",     "truncated",
                                    "too_large", "wrong_scope",    "older_report",
                                    "unreadable"};

}  // namespace

std::string_view name_of(rejection_code code) noexcept
{
    return name_in(code_names, code);
}

// Each message says what is wrong, and after the colon or semicolon what a person can do.  None has a cell of an order
// in it: messages go to logs and to subscribers.
rejection cut_last_row(std::size_t cells, std::size_t columns, std::uint64_t line)
{
    return {rejection_code::truncated,
            fmt::format("the last line ends after {} of {} columns without a line break: the file is "
                        "truncated; download or copy it again, and write it under another name before "
                        "renaming it",
                        cells, columns),
            line};
}

rejection too_many_rows(std::uint64_t max, std::uint64_t line)
{
    return {
        rejection_code::too_large,
        fmt::format(
            "the report has more than {} rows; check that it is a report, or raise limits.report_rows", max),
        line};
}

rejection too_many_defects(std::uint64_t max, std::uint64_t line)
{
    return {rejection_code::too_large,
            fmt::format("the report has more than {} defects (an order that has two types counts twice), the "
                        "limit of limits.report_defects; check that it is an order-defect report and that "
                        "its flag columns contain flags, add words that mean no defect under "
                        "columns.not_a_defect, or raise the limit",
                        max),
            line};
}

// A few bad rows are a warning; more of them make it likely that all of the report is read wrongly.
rejection too_many_bad_rows(std::uint64_t bad, std::uint64_t rows, std::uint64_t line)
{
    return {rejection_code::bad_rows,
            fmt::format("{} of {} rows cannot be read, the first on line {}: too few or too many columns, no "
                        "order id, or an unknown date or defect type; a report with more than 5 % unreadable "
                        "rows is rejected, so check that line and download or export the report again",
                        bad, rows, line),
            line};
}

// Rows of the second report would be read by the columns of the first.
rejection another_header(std::uint64_t line)
{
    return {rejection_code::bad_rows,
            fmt::format("line {} is a second header with different columns: two reports were joined; put "
                        "each into a separate file",
                        line),
            line};
}

// An empty report is good, but one with rows of the other channel only was downloaded for another scope.
rejection no_row_of_channel(std::uint64_t rows, fulfillment channel)
{
    return {rejection_code::wrong_scope,
            fmt::format("all {} rows belong to a fulfillment channel other than {}; check the source's "
                        "fulfillment, or for which channel the report was downloaded",
                        rows, name_of(channel))};
}

}  // namespace defectd
