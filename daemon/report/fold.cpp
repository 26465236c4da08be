#include "fold.hpp"

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

/// Full-width forms of ASCII (Japanese input methods write them) to ASCII.
char32_t half_width(char32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + U'!' : c;
}

bool is_ascii_upper(char32_t c)
{
    return c >= U'A' && c <= U'Z';
}

/// Spaces, punctuation, symbols and combining accents: what a name is the same without.
bool is_noise(char32_t c)
{
    if (c < 0x80)
        return !(is_ascii_upper(c) || (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'));
    return c < first_accented || (c >= 0x300 && c <= 0x36F) ||  // Latin-1 signs, combining accents
           (c >= 0x2000 && c <= 0x206F) ||  // general punctuation, spaces, invisible marks
           (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) ||
           c == 0x30FB ||  // Japanese, the middle dot
           c == 0xFEFF || c == 0xFF65 || c == 0xFFFD;
}

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

std::string folded_name(std::string_view text)
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
        const char32_t c = half_width(next.value);
        const bool latin_upper = c >= first_accented && c <= 0xDE && c != U'×';
        append_character(lower, is_ascii_upper(c) || latin_upper ? c + 0x20 : c);
        text.remove_prefix(next.size);
    }
    return lower;
}

}  // namespace defectd
