// What the rows of a report are rejected for, in words for a person.  Pure.
#ifndef DEFECTD_REPORT_REJECTIONS_HPP
#define DEFECTD_REPORT_REJECTIONS_HPP

#include <cstddef>
#include <cstdint>

#include "defectd/report/read.hpp"

namespace defectd {

[[nodiscard]] rejection cut_last_row(std::size_t cells, std::size_t columns, std::uint64_t line);
[[nodiscard]] rejection too_many_rows(std::uint64_t max, std::uint64_t line);

/// @param line  0 where it is found at the end
[[nodiscard]] rejection too_many_defects(std::uint64_t max, std::uint64_t line);

/// @param line  of the first one
[[nodiscard]] rejection too_many_bad_rows(std::uint64_t bad, std::uint64_t rows, std::uint64_t line);

/// @param channel  that of the source
[[nodiscard]] rejection another_header(std::uint64_t line);
[[nodiscard]] rejection no_row_of_channel(std::uint64_t rows, fulfillment channel);

}  // namespace defectd

#endif
