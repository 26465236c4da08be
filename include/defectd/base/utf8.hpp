// Characters of UTF-8 text: reading, writing and repairing them.  Pure; any thread.
//
// Source: RFC 3629: shortest forms only, no surrogates, at most U+10FFFF.
#ifndef DEFECTD_BASE_UTF8_HPP
#define DEFECTD_BASE_UTF8_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace defectd {

/// What the bytes at the front of a text are.
enum class utf8_state : std::uint8_t {
    whole,   ///< a character
    broken,  ///< no character starts with these bytes
    cut,     ///< the text ends inside what may be a character
};

/// The front of a text, as first_character() reads it.
struct utf8_character {
    utf8_state state = utf8_state::broken;
    std::uint8_t size = 1;  ///< bytes to go on by
    char32_t value = U'\uFFFD';
};

/// U+FFFD: replaces bytes that are not a character.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// Reads the character at the front of `text`.  When it is not whole, `size` counts the bytes that one U+FFFD
/// replaces, so that a caller always advances by `size`.
/// @pre !text.empty()
[[nodiscard]] utf8_character first_character(std::string_view text) noexcept;

/// Appends the UTF-8 form of `value`, 1 to 4 bytes.
/// @pre `value` is at most U+10FFFF and not a surrogate
void append_character(std::string& text, char32_t value);

/// How many bytes at the front are ASCII; eight at a time.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text) noexcept;

/// True when all bytes are at most 0x7F.
[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept
{
    return ascii_prefix(text) == text.size();
}

/// True when the whole of `text` is UTF-8; an unfinished character at the end counts as broken.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Returns `text` with U+FFFD in place of what is not UTF-8, because file names, which go into logs and JSON, may
/// contain any bytes.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// True for a control character: C0, DEL or C1.
[[nodiscard]] constexpr bool is_control(char32_t c) noexcept
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

}  // namespace defectd

#endif
