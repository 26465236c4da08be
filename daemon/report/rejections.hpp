// Why the rows of a report are rejected: the code, and a message for a person.  Pure.
#ifndef DEFECTD_REPORT_REJECTIONS_HPP
#define DEFECTD_REPORT_REJECTIONS_HPP

#include <cstddef>
#include <cstdint>

#include "defectd/report/read.hpp"

namespace defectd {

/// The last row has fewer cells than the header and no line end: the file is cut off.
[[nodiscard]] rejection cut_last_row(std::size_t cells, std::size_t columns, std::uint64_t line);

/// There are more rows than limits.report_rows.
[[nodiscard]] rejection too_many_rows(std::uint64_t max, std::uint64_t line);

/// There are more defects than limits.report_defects.
/// @param line  0 when it is found at the end
[[nodiscard]] rejection too_many_defects(std::uint64_t max, std::uint64_t line);

/// More than 5 % of the rows cannot be read.
/// @param line  of the first one
[[nodiscard]] rejection too_many_bad_rows(std::uint64_t bad, std::uint64_t rows, std::uint64_t line);

/// A second header has other columns than the first.
[[nodiscard]] rejection another_header(std::uint64_t line);

/// Every row is of another channel than that of the source.
[[nodiscard]] rejection no_row_of_channel(std::uint64_t rows, fulfillment channel);

}  // namespace defectd

#endif
