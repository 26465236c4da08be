// Character classes and letter case of ASCII.  Pure; any thread.
//
// The functions of <cctype> depend on the locale and are undefined for a negative char, so that each byte of UTF-8
// would need a cast.  These need none: except in is_ascii, a byte over 0x7F is simply in none of the classes.
#ifndef DEFECTD_BASE_ASCII_HPP
#define DEFECTD_BASE_ASCII_HPP

#include <string>
#include <string_view>

namespace defectd {

/// True for "0" to "9".
[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Returns the lower-case form of "A" to "Z", and every other character unchanged.
[[nodiscard]] constexpr char to_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// True for a hexadecimal digit in either case.
[[nodiscard]] constexpr bool is_hex(char c) noexcept
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

/// True for a letter in either case and for a digit.
[[nodiscard]] constexpr bool is_alphanumeric(char c) noexcept
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
}

/// True for 0x00 to 0x1F and for DEL: the bytes that must not reach a terminal or a header as they are.
[[nodiscard]] constexpr bool is_control(char c) noexcept
{
    return (c >= 0 && c < ' ') || c == '\x7F';
}

/// True for 0x00 to 0x7F, control characters included.
[[nodiscard]] constexpr bool is_ascii(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x80;
}

/// True for a space and a tab: the optional white space of header fields (RFC 9110 §5.6.3), line ends excluded.
[[nodiscard]] constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

/// Returns the part of `text` between its outer spaces and tabs.  The view refers to the same memory as `text`.
[[nodiscard]] constexpr std::string_view without_outer_blanks(std::string_view text) noexcept
{
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Returns a copy of `text` in which "A" to "Z" are lower case.  Bytes of UTF-8 stay as they are.
[[nodiscard]] inline std::string to_lower(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        c = to_lower(c);
    return lower;
}

}  // namespace defectd

#endif
