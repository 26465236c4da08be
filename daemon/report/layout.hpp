// What the header line says: the separator, and what each column means.
#ifndef DEFECTD_REPORT_LAYOUT_HPP
#define DEFECTD_REPORT_LAYOUT_HPP

#include <string>
#include <string_view>
#include <vector>

#include "defectd/report/read.hpp"
#include "header_names.hpp"
#include "text_encoding.hpp"

namespace defectd {

/// Wide: one row an order, a flag column a defect type.  Long: one row an order and defect type.
struct layout {
    char separator = ',';
    std::vector<meaning> columns;
    bool wide = true;
    std::size_t needed = 0;  ///< cells a row must have: up to the last mandatory or flag column
    defect_types covers;
    bool ignores_type = false;  ///< there are flag columns and a defect-type column; the flags are read
};

/// Bytes of text that a header line may have.
inline constexpr std::size_t longest_header = std::size_t{256} << 10U;

/// Reads the first line that has a cell.
/// @param start   the text from its beginning
/// @param at_end  `start` is the whole text; a header without line end is good Refuses what is no report at
/// all (nothing, a web page, UTF-16 without BOM), a missing mandatory column and two columns of one meaning.
[[nodiscard]] result<layout, refusal> read_layout(std::string_view start, bool at_end, text_encoding encoding,
                                                  const header_names& names);

/// Whether `start` holds the header line with its end, whatever the separator.
[[nodiscard]] bool has_header_line(std::string_view start);

}  // namespace defectd

#endif
