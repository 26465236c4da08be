// Characters of UTF-8 text.  Pure.
//
// Source: RFC 3629: shortest forms only, no surrogates, at most U+10FFFF.
#ifndef DEFECTD_BASE_UTF8_HPP
#define DEFECTD_BASE_UTF8_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace defectd {

enum class utf8_state : std::uint8_t {
    whole,   ///< a character
    broken,  ///< no character starts with these bytes
    cut,     ///< the text ends inside what may be a character
};

struct utf8_character {
    utf8_state state = utf8_state::broken;
    std::uint8_t size = 1;  ///< bytes to go on by
    char32_t value = U'\uFFFD';
};

/// U+FFFD: replaces bytes that are not a character.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// @pre !text.empty()
[[nodiscard]] utf8_character first_character(std::string_view text) noexcept;

void append_character(std::string& text, char32_t value);

/// How many bytes at the front are ASCII; eight at a time.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text) noexcept;

[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept
{
    return ascii_prefix(text) == text.size();
}

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// `text` with U+FFFD for what is not UTF-8: names of files may hold any bytes.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// C0, DEL or C1.
[[nodiscard]] constexpr bool is_control(char32_t c) noexcept
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

}  // namespace defectd

#endif
