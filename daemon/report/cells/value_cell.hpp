// The cell of a defect as it is kept: text for a person, without what must not be kept.
#ifndef DEFECTD_REPORT_CELLS_VALUE_CELL_HPP
#define DEFECTD_REPORT_CELLS_VALUE_CELL_HPP

#include <string>
#include <string_view>

namespace defectd {

/// Characters (code points) of a value that are kept, merged ones included.
inline constexpr std::size_t longest_kept_value = 1000;

/// Trimmed, without control characters and e-mail addresses, at most `longest_kept_value` characters.
/// @param cell  valid UTF-8
[[nodiscard]] std::string kept_value(std::string_view cell);

}  // namespace defectd

#endif
