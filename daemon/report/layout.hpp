// What the header says: where it is, the separator, and what each column means.
#ifndef DEFECTD_REPORT_LAYOUT_HPP
#define DEFECTD_REPORT_LAYOUT_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/text_encoding.hpp"
#include "defectd/report/read.hpp"
#include "header_names.hpp"

namespace defectd {

/// The columns by which rows are read; the number of columns where there is none.
struct column_places {
    std::size_t order_id = 0;
    std::size_t order_date = 0;
    std::size_t channel = 0;
    std::size_t type = 0;
    std::size_t value = 0;
    std::array<std::size_t, defect_type_count> flags{};  ///< by defect type
};

/// The columns of a report.  A wide report has one row per order and a flag column per defect type; in a long report
/// each row has an order and its defect type.
struct layout {
    char separator = ',';
    std::vector<meaning> columns;
    column_places places;
    bool wide = true;
    std::size_t needed = 0;  ///< cells a row must have: up to the last mandatory or flag column
    defect_types covers;
    bool ignores_type = false;   ///< there are flag columns and a defect-type column; the flags are read
    std::size_t header_end = 0;  ///< bytes of the text up to and with the header
    std::uint64_t header_line = 1;
    std::uint64_t first_row_line = 2;  ///< the line after the header

    /// Returns the column of that meaning; `columns.size()` when there is none.
    [[nodiscard]] std::size_t column_of(meaning what) const;
};

/// A text from its beginning.
struct text_start {
    std::string_view text;
    bool is_whole = false;  ///< nothing follows: the end of the text ends its last line
};

/// Bytes of text in which the header is looked for.
inline constexpr std::size_t max_start_length = std::size_t{256} << 10U;

/// Finds the header among the first lines and returns what it says.  Lines above it, such as a title, are ignored,
/// except for a line such as `sep=;`, which names the separator.  Returns why the report is rejected when it is not a
/// table (a web page, XML, JSON, nothing, UTF-16 without BOM), lacks a mandatory column or has two columns of one
/// meaning.
[[nodiscard]] result<layout, rejection> read_layout(text_start start, text_encoding encoding,
                                                    const header_names& names);

}  // namespace defectd

#endif
