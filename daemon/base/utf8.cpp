#include "defectd/base/utf8.hpp"

#include <cstring>

namespace defectd {
namespace {

/// Returns a byte as a number from 0 to 255, whatever the sign of char.
unsigned byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

/// What the first byte of a character of more than one byte tells about the rest.
struct lead {
    std::uint8_t size;
    unsigned bits;            ///< of the character, in this byte
    unsigned second_lowest;   ///< excludes longer forms than needed
    unsigned second_highest;  ///< excludes surrogates and what is over U+10FFFF
};

/// Reads a first byte by the grammar of RFC 3629 §4; `size` is 0 when no longer character starts with it.
lead lead_of(unsigned byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return {2, byte & 0x1FU, 0x80, 0xBF};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {3, byte & 0x0FU, byte == 0xE0 ? 0xA0U : 0x80U, byte == 0xED ? 0x9FU : 0xBFU};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {4, byte & 0x07U, byte == 0xF0 ? 0x90U : 0x80U, byte == 0xF4 ? 0x8FU : 0xBFU};
    return {0, 0, 0, 0};
}

}  // namespace

utf8_character first_character(std::string_view text) noexcept
{
    const unsigned front = byte_at(text, 0);
    if (front < 0x80)
        return {utf8_state::whole, 1, front};
    const lead start = lead_of(front);
    if (start.size == 0)
        return {};
    unsigned value = start.bits;
    for (std::uint8_t at = 1; at < start.size; ++at) {
        if (at == text.size())
            return {utf8_state::cut, at};
        const unsigned next = byte_at(text, at);
        // Only the second byte has a narrower range: it decides about longer forms, surrogates and the upper end.
        const unsigned lowest = at == 1 ? start.second_lowest : 0x80;
        const unsigned highest = at == 1 ? start.second_highest : 0xBF;
        if (next < lowest || next > highest)
            return {utf8_state::broken, at};
        value = (value << 6U) | (next & 0x3FU);
    }
    return {utf8_state::whole, start.size, value};
}

void append_character(std::string& text, char32_t value)
{
    const auto put = [&text](unsigned byte) { text.push_back(static_cast<char>(byte)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0U | (value >> 6U));
        put(0x80U | (value & 0x3FU));
    } else if (value < 0x10000) {
        put(0xE0U | (value >> 12U));
        put(0x80U | ((value >> 6U) & 0x3FU));
        put(0x80U | (value & 0x3FU));
    } else {
        put(0xF0U | (value >> 18U));
        put(0x80U | ((value >> 12U) & 0x3FU));
        put(0x80U | ((value >> 6U) & 0x3FU));
        put(0x80U | (value & 0x3FU));
    }
}

std::size_t ascii_prefix(std::string_view text) noexcept
{
    constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        // memcpy, because the text need not be aligned.  A set high bit in any of the eight bytes is not ASCII.
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & high_bits) != 0)
            break;
    }
    // The last bytes, or those before the one that is not ASCII.
    while (at < text.size() && byte_at(text, at) < 0x80)
        ++at;
    return at;
}

bool is_utf8(std::string_view text) noexcept
{
    for (;;) {
        text.remove_prefix(ascii_prefix(text));
        if (text.empty())
            return true;
        const utf8_character c = first_character(text);
        if (c.state != utf8_state::whole)
            return false;
        text.remove_prefix(c.size);
    }
}

std::string as_utf8(std::string_view text)
{
    std::string clean;
    for (;;) {
        const std::string_view plain = text.substr(0, ascii_prefix(text));  // nearly always the whole
        clean += plain;
        text.remove_prefix(plain.size());
        if (text.empty())
            return clean;
        const utf8_character c = first_character(text);
        clean += c.state == utf8_state::whole ? text.substr(0, c.size) : replacement_character;
        text.remove_prefix(c.size);
    }
}

}  // namespace defectd
