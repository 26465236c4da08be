#include "payload/plain_text.hpp"

#include "defectd/base/text.hpp"
#include "json.hpp"

namespace defectd::payloads {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

/// Removes the first character of valid UTF-8 and returns it.
std::string_view take_character(std::string_view& text)
{
    const std::string_view first = utf8_prefix(text, 1);
    text.remove_prefix(first.size());
    return first;
}

/// Returns the code point of one character of valid UTF-8.
char32_t code_point(std::string_view character)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    switch (character.size()) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    case 3: return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    default: break;
    }
    return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
}

bool is_blank(char32_t c)
{
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/// Returns whether the character changes the direction of text (Unicode UAX 9) or is the byte order mark.  A
/// report could use such characters to make a message show something else than it says.
bool is_invisible_control(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string one_line(std::string_view text)
{
    const std::string valid = as_utf8(text);
    std::string line;
    bool gap = false;
    for (std::string_view rest = valid; !rest.empty();) {
        const std::string_view character = take_character(rest);
        const char32_t c = code_point(character);
        if (is_invisible_control(c))
            continue;
        if (is_blank(c)) {
            // A run of blanks becomes one space; those at the ends are dropped.
            gap = !line.empty();
            continue;
        }
        if (gap)
            line += ' ';
        gap = false;
        line += character;
    }
    return line;
}

std::size_t units(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte < 0x80 || byte >= 0xC0)  // no continuation
            count += byte >= 0xF0 ? 2 : 1;
    }
    return count;
}

void bounded_text::add(std::string_view plain, escape escaped)
{
    while (!plain.empty() && units_ <= max_)
        add_whole(escaped(take_character(plain)));
}

void bounded_text::add_markup(std::string_view markup)
{
    while (!markup.empty() && units_ <= max_)
        add_whole(take_character(markup));
}

void bounded_text::add_whole(std::string_view piece)
{
    text_ += piece;
    units_ += units(piece);
    // The ellipsis takes one unit, so the text can be cut here only while one is left.
    if (units_ < max_)
        cut_at_ = text_.size();
}

std::string bounded_text::text() const
{
    if (units_ <= max_)
        return text_;
    return text_.substr(0, cut_at_).append(ellipsis);
}

std::string escaped(std::string_view plain, escape how, std::size_t max)
{
    bounded_text text(max);
    text.add(plain, how);
    return text.text();
}

std::string cut(std::string_view plain, std::size_t max)
{
    bounded_text text(max);
    text.add_markup(plain);
    return text.text();
}

}  // namespace defectd::payloads
