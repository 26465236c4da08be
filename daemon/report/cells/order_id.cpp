#include "cells/order_id.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "cells/cell_cursor.hpp"
#include "cells/fold.hpp"
#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

constexpr std::size_t shape_size = 19;
constexpr std::size_t max_id_length = 64;      // characters
constexpr std::size_t max_cell_length = 4096;  // bytes that are searched for an id: a link can be long
constexpr std::array<std::size_t, 3> group_sizes{3, 7, 7};

/// Eight characters of the shape at once: what they are compared with, and what pushes a wrong one to its
/// high bit.
struct eight {
    std::size_t at;
    std::uint64_t zeros = 0;   ///< '0' where a digit belongs, '-' where a dash does
    std::uint64_t excess = 0;  ///< 0x80 less the number of allowed values, of a digit 10 and of a dash 1
};

/// Returns the eight characters of the shape that begin at `at`.
constexpr eight eight_of(std::size_t at)
{
    constexpr std::string_view shape = "ddd-ddddddd-ddddddd";
    eight mask{at};
    for (std::size_t i = 0; i < 8; ++i) {
        const bool digit = shape[at + i] == 'd';
        mask.zeros |= static_cast<std::uint64_t>(digit ? '0' : '-') << (8 * i);
        mask.excess |= static_cast<std::uint64_t>(digit ? 0x80 - 10 : 0x80 - 1) << (8 * i);
    }
    return mask;
}

// Nineteen characters are three times eight; the last eight overlap with those before them.
constexpr eight shape_masks[] = {eight_of(0), eight_of(8), eight_of(shape_size - 8)};
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the masks are laid out for little-endian machines");

/// True when the eight characters have the shape.
bool fits(std::string_view text, const eight& mask)
{
    constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + mask.at, sizeof word);
    // Per byte: the digits 0 … 9 differ from '0' by 0 … 9, a dash from '-' by 0; any other difference is larger, and
    // the addition carries it into the high bit.  Bytes beyond ASCII have that bit already.
    const std::uint64_t difference = word ^ mask.zeros;
    const std::uint64_t low = difference & ~high_bits;
    return ((difference | (low + mask.excess)) & high_bits) == 0;
}

/// True for an ASCII letter or digit, next to which no id begins or ends.
bool is_letter_or_digit(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Takes groups of 3, 7 and 7 digits with what `take_separator` takes between them.  Returns the id in Amazon's form;
/// nullopt when the text is another, of which some may be taken then.
template <class TakeSeparator>
std::optional<std::string> take_groups(std::string_view& text, TakeSeparator take_separator)
{
    std::string id;
    for (const std::size_t size : group_sizes) {
        if (!id.empty()) {
            if (!take_separator(text))
                return std::nullopt;
            id += '-';
        }
        const std::string_view digits = text.substr(0, size);
        if (digits.size() != size || !std::all_of(digits.begin(), digits.end(), is_digit))
            return std::nullopt;
        id += digits;
        text.remove_prefix(size);
    }
    return id;
}

/// Takes a hyphen with at most one blank on either side.
bool take_hyphen(std::string_view& text)
{
    const std::size_t hyphen = text.starts_with(' ') ? 1 : 0;
    if (text.substr(hyphen, 1) != "-")
        return false;
    text.remove_prefix(hyphen + 1);
    if (text.starts_with(' '))
        text.remove_prefix(1);
    return true;
}

/// Returns the id that begins at `at`, if it is not part of a longer number or word.
std::optional<std::string> id_at(std::string_view plain, std::size_t at)
{
    const bool begins = is_digit(plain[at]) && (at == 0 || !is_letter_or_digit(plain[at - 1])) &&
                        !(at >= 2 && plain[at - 1] == '-' && is_digit(plain[at - 2]));
    if (!begins)
        return std::nullopt;
    std::string_view rest = plain.substr(at);
    std::optional<std::string> id = take_groups(rest, take_hyphen);
    const bool goes_on = (!rest.empty() && is_letter_or_digit(rest[0])) ||
                         (rest.size() >= 2 && rest[0] == '-' && is_digit(rest[1]));
    return goes_on ? std::nullopt : id;
}

/// True when a spreadsheet may have rounded the number: it keeps 15 digits and writes zeros for the rest.
bool is_rounded(std::string_view digits)
{
    return digits.ends_with("00");
}

/// Returns the id of a cell that is nothing but three groups with blanks between them, or 17 digits that no spreadsheet
/// has rounded.
std::optional<std::string> id_without_hyphens(std::string_view plain)
{
    std::string_view rest = plain;
    std::optional<std::string> id = take_groups(rest, [](std::string_view& text) {
        const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
        text.remove_prefix(blanks);
        return blanks != 0;
    });
    if (id && rest.empty())
        return id;
    rest = plain;
    id = take_groups(rest, [](std::string_view&) { return true; });
    return id && rest.empty() && !is_rounded(plain) ? id : std::nullopt;
}

/// True for what exporters write where there is no value, whatever the case.
bool is_no_value(std::string_view plain)
{
    const std::string word = lower_case(plain);
    return word == "n/a" || word == "null" || word == "none" || word == "nan" || word == "0";
}

/// True for what a spreadsheet shows of an id that it took for a number, or of a formula that failed: "#NV", "#REF!".
bool is_lost_number(std::string_view plain)
{
    if (plain.starts_with('#'))
        return std::ranges::none_of(plain, is_digit) || plain.starts_with("#DIV/0");
    if (is_no_value(plain))
        return true;
    const std::size_t digits = std::min(plain.find_first_not_of("0123456789"), plain.size());
    if (digits == 17 && plain.size() == 17)
        return is_rounded(plain);
    const bool has_fraction = plain.find_first_of(".,") != std::string_view::npos;
    const bool has_exponent =
        plain.find("E+") != std::string_view::npos || plain.find("e+") != std::string_view::npos;
    const bool has_groups = plain.find(' ') != std::string_view::npos;
    return digits != 0 && (has_fraction || has_exponent || has_groups) &&
           plain.find_first_not_of("0123456789.,eE+ ") == std::string_view::npos;
}

/// True when the cell may be kept as an id of another shape: it has a letter or digit, and nothing that is never kept.
bool is_text_of_an_id(std::string_view written)
{
    std::size_t characters = 0;
    for (std::string_view rest = written; !rest.empty(); ++characters) {
        const utf8_character c = first_character(rest);
        if (is_control(c.value) || c.value == U'\uFFFD' ||
            c.value == U'@')  // an e-mail address is never kept
            return false;
        rest.remove_prefix(c.size);
    }
    return characters <= max_id_length && !fold_name(written).empty();
}

}  // namespace

bool has_order_id_shape(std::string_view text) noexcept
{
    return text.size() == shape_size && fits(text, shape_masks[0]) && fits(text, shape_masks[1]) &&
           fits(text, shape_masks[2]);
}

std::vector<std::string> order_ids_within(std::string_view text)
{
    const std::string plain = plain_text(text);
    std::vector<std::string> ids;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        const std::optional<std::string> id = id_at(plain, at);
        if (id && std::find(ids.begin(), ids.end(), *id) == ids.end())
            ids.push_back(*id);
    }
    return ids;
}

std::optional<std::string> read_order_id(std::string_view cell, text_encoding encoding, cell_text& text)
{
    if (cell.size() > max_cell_length)
        return std::nullopt;
    const std::string_view written = trimmed(text.read(cell, encoding));
    // Exactly one id of Amazon's form, whatever is around it.
    const std::vector<std::string> ids = order_ids_within(written);
    if (ids.size() == 1)
        return ids.front();
    const std::string plain = plain_text(written);
    // All of the cell is an id, written without its hyphens.
    if (std::optional<std::string> id = id_without_hyphens(plain))
        return id;
    // Else an id of another shape, unless a spreadsheet has destroyed it.
    if (!is_text_of_an_id(written) || is_lost_number(plain))
        return std::nullopt;
    return std::string(written);
}

}  // namespace defectd
