// Which encoding a report is in, decided while it streams by.  Pure.
//
// The first character outside ASCII decides: a well-formed UTF-8 sequence there makes the whole text UTF-8,
// anything else makes it the marketplace's own encoding (Shift-JIS for JP, else Windows-1252).  Everything
// before is ASCII and reads the same in all three, so nothing has to be read twice.  Letters of Windows-1252
// and kana or kanji of Shift-JIS hardly ever happen to form UTF-8, and text that has formed it once is not in
// those encodings: a broken sequence later on is damage, shown as U+FFFD.
#ifndef DEFECTD_REPORT_BYTES_TEXT_ENCODING_HPP
#define DEFECTD_REPORT_BYTES_TEXT_ENCODING_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace defectd {

enum class text_encoding : std::uint8_t {
    ascii,  ///< nothing else seen so far
    utf8,
    windows_1252,
    shift_jis,  ///< as Windows has it, code page 932
};

/// Returns the name for a message: "UTF-8" …
[[nodiscard]] std::string_view name_of(text_encoding encoding) noexcept;

/// Finds the encoding of a text that comes in pieces.  One thread.
class encoding_guess {
public:
    /// @param otherwise  what a text is in that is not UTF-8
    explicit encoding_guess(text_encoding otherwise) noexcept : otherwise_(otherwise) {}

    /// Takes the encoding that a byte order mark names; what follows decides nothing then.
    void is_known_to_be(text_encoding encoding) noexcept { found_ = encoding; }
    /// Takes the next piece, then the end.
    void see(std::string_view piece);
    void see_end();

    /// Returns the encoding; valid for every cell that ends in the pieces seen.
    [[nodiscard]] text_encoding found() const noexcept { return found_; }

private:
    text_encoding otherwise_;
    text_encoding found_ = text_encoding::ascii;
    std::string start_;  ///< of the first character outside ASCII, cut by the end of a piece
};

}  // namespace defectd

#endif
