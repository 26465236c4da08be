// What spreadsheets put around a cell so that it stays text.  Pure.
#ifndef DEFECTD_REPORT_CELLS_SPREADSHEET_CELL_HPP
#define DEFECTD_REPORT_CELLS_SPREADSHEET_CELL_HPP

#include <string_view>

namespace defectd {

/// The text within `="text"` or `'text'`, or behind the `'` that marks text; any other cell as it is.  The marks are the
/// same bytes in every encoding of a report, and no second byte of a character.
[[nodiscard]] constexpr std::string_view unwrapped(std::string_view cell) noexcept
{
    if (cell.starts_with("=\"") && cell.ends_with('"') && cell.size() >= 3)
        return cell.substr(2, cell.size() - 3);
    if (!cell.starts_with('\''))
        return cell;
    cell.remove_prefix(1);
    return cell.ends_with('\'') ? cell.substr(0, cell.size() - 1) : cell;
}

}  // namespace defectd

#endif
