#include "row_refusals.hpp"

#include <fmt/format.h>

namespace defectd {

refusal cut_last_row(std::size_t cells, std::size_t columns, std::uint64_t line)
{
    return {
        refusal_code::truncated,
        fmt::format(
            "the last line ends after {} of {} columns and without a line end: the file is cut off; fetch "
            "or copy it again, and write it under another name before renaming it",
            cells, columns),
        line};
}

refusal too_many_rows(std::uint64_t max, std::uint64_t line)
{
    return {
        refusal_code::too_large,
        fmt::format(
            "the report has more than {} rows; check that it is a report, or raise limits.report_rows", max),
        line};
}

refusal too_many_defects(std::uint64_t max, std::uint64_t line)
{
    return {
        refusal_code::too_large,
        fmt::format(
            "the report has more than {} defects (an order that has two types counts twice), the limit of "
            "limits.report_defects; check that it is an order-defect report and that its flag columns "
            "hold flags, add words that mean no defect under columns.not_a_defect, or raise the limit",
            max),
        line};
}

refusal too_many_bad_rows(std::uint64_t bad, std::uint64_t rows, std::uint64_t line)
{
    return {
        refusal_code::bad_rows,
        fmt::format(
            "{} of {} rows cannot be read, the first on line {}: too few or too many columns, no order id, "
            "or a date or defect type that is not known; more than 5 % is no good report, so fetch or "
            "export it again and look at that line",
            bad, rows, line),
        line};
}

refusal another_header(std::uint64_t line)
{
    return {
        refusal_code::bad_rows,
        fmt::format("line {} is a second header, with other columns than the first: two reports were joined; "
                    "give each a file of its own",
                    line),
        line};
}

refusal no_row_of_channel(std::uint64_t rows, fulfillment channel)
{
    return {refusal_code::wrong_scope,
            fmt::format(
                "all {} rows are of the other fulfilment channel than {}; check the source's fulfillment, or "
                "which channel the report was downloaded for",
                rows, name_of(channel))};
}

}  // namespace defectd
