#include "cells/fold.hpp"

#include <algorithm>
#include <array>

#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

constexpr char32_t first_accented = 0xC0;
constexpr char32_t last_accented = 0x17F;

/// The plain letter of U+00C0 … U+017F; a space for × and ÷.
constexpr std::string_view plain_letters =
    "aaaaaaaceeeeiiiidnooooo ouuuuyts"                                              // À …
    "aaaaaaaceeeeiiiidnooooo ouuuuyty"                                              // à …
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"  // Ā …
    "oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";                         // Ō …
static_assert(plain_letters.size() == last_accented - first_accented + 1);

/// Returns the ASCII character of a full-width form (Japanese input methods write them); others as they are.
char32_t half_width(char32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + U'!' : c;
}

bool is_ascii_upper(char32_t c)
{
    return c >= U'A' && c <= U'Z';
}

/// True for spaces, punctuation, symbols and combining accents, which make no difference between names.
bool is_noise(char32_t c)
{
    if (c < 0x80)
        return !(is_ascii_upper(c) || (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'));
    return c < first_accented || (c >= 0x300 && c <= 0x36F) ||  // Latin-1 signs, combining accents
           (c >= 0x2000 && c <= 0x206F) ||  // general punctuation, spaces, invisible marks
           (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) ||
           c == 0x30FB ||                                             // Japanese, the middle dot
           c == 0x2212 || c == 0xFEFF || c == 0xFF65 || c == 0xFFFD;  // the minus sign
}

/// Returns the lower case of a Latin letter; others as they are.
char32_t small_letter(char32_t c)
{
    if (is_ascii_upper(c) || (c >= first_accented && c <= 0xDE && c != U'×'))
        return c + 0x20;
    if (c == U'İ')
        return U'i';
    if (c == U'Ÿ')
        return U'ÿ';
    // In Latin Extended-A each capital is followed by its small letter; where the pairs begin differs.
    const bool capital_is_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    const bool capital_is_even = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
    return (capital_is_odd && c % 2 == 1) || (capital_is_even && c % 2 == 0) ? c + 1 : c;
}

struct range {
    char32_t first;
    char32_t last;
};

template <std::size_t Size>
bool is_within(char32_t c, const std::array<range, Size>& ranges)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const range& r) { return c >= r.first && c <= r.last; });
}

constexpr std::array blanks = std::to_array<range>({{'\t', '\t'},
                                                    {0xA0, 0xA0},
                                                    {0x1680, 0x1680},
                                                    {0x2000, 0x200A},
                                                    {0x202F, 0x202F},
                                                    {0x205F, 0x205F},
                                                    {0x3000, 0x3000}});

/// Hyphens, dashes and the minus sign; box-drawing lines and the long-vowel marks that pass for one.
constexpr std::array dashes = std::to_array<range>({{0x2010, 0x2015},
                                                    {0x2043, 0x2043},
                                                    {0x2212, 0x2212},
                                                    {0x2500, 0x2501},
                                                    {0x30FC, 0x30FC},
                                                    {0xFE58, 0xFE58},
                                                    {0xFE63, 0xFE63},
                                                    {0xFF70, 0xFF70}});

/// Soft hyphen, marks of zero width and of direction, variation selectors, byte order mark.
constexpr std::array invisible = std::to_array<range>({{0xAD, 0xAD},
                                                       {0x34F, 0x34F},
                                                       {0x61C, 0x61C},
                                                       {0x180E, 0x180E},
                                                       {0x200B, 0x200F},
                                                       {0x202A, 0x202E},
                                                       {0x2060, 0x2069},
                                                       {0xFE00, 0xFE0F},
                                                       {0xFEFF, 0xFEFF}});

/// Appends a character as plain_text() has it.
void append_plain(std::string& plain, char32_t c)
{
    if (c >= 0x80 && is_within(c, invisible))
        return;
    if (is_within(c, blanks))
        c = U' ';
    else if (is_within(c, dashes))
        c = U'-';
    append_character(plain, half_width(c));
}

/// Appends a character as fold_name() has it.  A few letters become two, as they are written where no key has them.
void append_folded(std::string& name, char32_t c)
{
    if (is_noise(c))
        return;
    if (c == U'ß')
        name += "ss";
    else if (c == U'æ' || c == U'Æ')
        name += "ae";
    else if (c == U'œ' || c == U'Œ')
        name += "oe";
    else if (c >= first_accented && c <= last_accented)
        name += c == U'×' || c == U'÷' ? "" : plain_letters.substr(c - first_accented, 1);
    else
        append_character(name, is_ascii_upper(c) ? c + 0x20 : c);
}

}  // namespace

std::string fold_name(std::string_view text)
{
    std::string name;
    while (!text.empty()) {
        const utf8_character c = first_character(text);
        append_folded(name, half_width(c.value));
        text.remove_prefix(c.size);
    }
    return name;
}

std::string lower_case(std::string_view text)
{
    std::string lower;
    while (!text.empty()) {
        const utf8_character next = first_character(text);
        append_character(lower, small_letter(half_width(next.value)));
        text.remove_prefix(next.size);
    }
    return lower;
}

std::string plain_text(std::string_view text)
{
    if (is_ascii(text) && text.find('\t') == std::string_view::npos)
        return std::string(trimmed(text));
    std::string plain;
    while (!text.empty()) {
        const utf8_character c = first_character(text);
        append_plain(plain, c.value);
        text.remove_prefix(c.size);
    }
    return std::string(trimmed(plain));
}

}  // namespace defectd
