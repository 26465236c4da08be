#include "order_id.hpp"

#include <cstdint>
#include <cstring>

#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

constexpr std::size_t shape_size = 19;
constexpr std::size_t longest_id = 64;  // characters

/// Eight characters of the shape at once: what they are compared with, and what pushes a wrong one to its
/// high bit.
struct eight {
    std::size_t at;
    std::uint64_t zeros = 0;   ///< '0' where a digit stands, '-' where a dash does
    std::uint64_t excess = 0;  ///< 0x80 less the number of allowed values, of a digit 10 and of a dash 1
};

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

// The last one overlaps.
constexpr eight shape_masks[] = {eight_of(0), eight_of(8), eight_of(shape_size - 8)};
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the masks are laid out for little-endian machines");

bool fits(std::string_view text, const eight& mask)
{
    constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + mask.at, sizeof word);
    const std::uint64_t difference = word ^ mask.zeros;
    const std::uint64_t low = difference & ~high_bits;
    return ((difference | (low + mask.excess)) & high_bits) == 0;
}

}  // namespace

bool has_order_id_shape(std::string_view text) noexcept
{
    return text.size() == shape_size && fits(text, shape_masks[0]) && fits(text, shape_masks[1]) &&
           fits(text, shape_masks[2]);
}

std::optional<std::string> read_order_id(std::string_view cell, text_encoding encoding, cell_text& text)
{
    if (cell.size() > 8 * longest_id)  // more characters than that in any encoding, blanks around included
        return std::nullopt;
    const std::string_view id = trimmed(text.read(cell, encoding));
    std::size_t characters = 0;
    for (std::string_view rest = id; !rest.empty(); ++characters) {
        const utf8_character c = first_character(rest);
        if (is_control(c.value) || c.value == U'\uFFFD' ||
            c.value == U'@')  // an e-mail address is never kept
            return std::nullopt;
        rest.remove_prefix(c.size);
    }
    if (characters == 0 || characters > longest_id)
        return std::nullopt;
    return std::string(id);
}

}  // namespace defectd
