// A cell's bytes as UTF-8 text, and without what spreadsheets put around it.  Only cells that are kept or compared
// beyond ASCII are converted.
#ifndef DEFECTD_REPORT_CELLS_CELL_TEXT_HPP
#define DEFECTD_REPORT_CELLS_CELL_TEXT_HPP

#include <optional>
#include <string>
#include <string_view>

#include "bytes/text_encoding.hpp"
#include "bytes/transcoder.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {

/// Converts cells of one report; one thread.
class cell_text {
public:
    /// Returns valid UTF-8, with U+FFFD where bytes stand for no character; valid until the next call or as long as
    /// `cell`, whichever is shorter.
    [[nodiscard]] std::string_view read(std::string_view cell, text_encoding encoding);

private:
    void mend_utf8(std::string_view cell);
    void convert(std::string_view cell, text_encoding encoding);

    std::string text_;                     ///< what the last call returned, if it converted
    std::optional<transcoder> converter_;  ///< made for the first cell that needs it
};

/// Returns the text within `="text"` or `'text'`, or after the `'` that marks text; any other cell as it is.  The marks
/// are the same bytes in every encoding of a report, and never the second byte of a character.
[[nodiscard]] constexpr std::string_view unwrap(std::string_view cell) noexcept
{
    if (cell.starts_with("=\"") && cell.ends_with('"') && cell.size() >= 3)
        return cell.substr(2, cell.size() - 3);
    if (!cell.starts_with('\''))
        return cell;
    cell.remove_prefix(1);
    return cell.ends_with('\'') ? cell.substr(0, cell.size() - 1) : cell;
}

/// Characters (code points) of a value that are kept, merged ones included.
inline constexpr std::size_t max_stored_value = 1000;

/// Returns the cell trimmed, without control characters and e-mail addresses, at most `max_stored_value` characters.
/// @param cell  valid UTF-8
[[nodiscard]] std::string stored_value(std::string_view cell);

}  // namespace defectd

#endif
