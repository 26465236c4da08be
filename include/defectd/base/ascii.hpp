// Character classes of ASCII, whatever the locale; bytes over 0x7F are in none of them.
#ifndef DEFECTD_BASE_ASCII_HPP
#define DEFECTD_BASE_ASCII_HPP

#include <string>
#include <string_view>

namespace defectd {

[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr char to_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] constexpr bool is_hex(char c) noexcept
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

[[nodiscard]] constexpr bool is_alphanumeric(char c) noexcept
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
}

[[nodiscard]] constexpr bool is_control(char c) noexcept
{
    return (c >= 0 && c < ' ') || c == '\x7F';
}

[[nodiscard]] constexpr bool is_ascii(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x80;
}

/// Optional white space of header fields: no line ends.
[[nodiscard]] constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

[[nodiscard]] constexpr std::string_view without_outer_blanks(std::string_view text) noexcept
{
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

[[nodiscard]] inline std::string to_lower(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        c = to_lower(c);
    return lower;
}

}  // namespace defectd

#endif
