// The cells of the header line, for one separator.
#ifndef DEFECTD_REPORT_HEADER_LINE_HPP
#define DEFECTD_REPORT_HEADER_LINE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

/// The cells of the first row of `start` that is not blank, as bytes; nullopt when that row has not ended.
/// @param at_end  `start` is the whole text, whose end ends a row
[[nodiscard]] std::optional<std::vector<std::string>> header_cells(std::string_view start, char separator,
                                                                   bool at_end);

/// Header names for a message: a few, shortened, and nothing that looks like the cell of an order.
[[nodiscard]] std::string shown_names(const std::vector<std::string>& names);

}  // namespace defectd

#endif
