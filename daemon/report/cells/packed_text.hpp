// Short texts as a few machine words, so that a report's recurring cells are compared without a loop.  Pure.
#ifndef DEFECTD_REPORT_CELLS_PACKED_TEXT_HPP
#define DEFECTD_REPORT_CELLS_PACKED_TEXT_HPP

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace defectd {

/// Returns the first and the last bytes of a text of at most 8 bytes, overlapping; different for different texts of one
/// length.
/// @pre 1 <= size <= 8
[[nodiscard]] inline std::uint64_t packed_word(const char* text, std::size_t size) noexcept
{
    // Four bytes from each end cover 4 to 8 bytes; fewer are taken one by one.
    std::uint64_t front = 0;
    if (size >= 4) {
        std::uint32_t head = 0;
        std::uint32_t tail = 0;
        std::memcpy(&head, text, sizeof head);
        std::memcpy(&tail, text + size - sizeof tail, sizeof tail);
        return (static_cast<std::uint64_t>(tail) << 32U) | head;
    }
    for (std::size_t i = 0; i < size; ++i)
        front |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
    return front;
}

/// All of a text of 1 to 32 bytes; two are equal only when the texts are.
struct packed_text {
    std::array<std::uint64_t, 4> words{};
    std::uint64_t size = 0;  ///< bytes

    static constexpr std::size_t max_length = 32;

    /// Returns the text, packed.
    /// @pre 1 <= text.size() <= max_length
    [[nodiscard]] static packed_text of(std::string_view text) noexcept
    {
        // Each word is read at a fixed place of the text, and the last ones overlap: there is no loop and no rest.
        const auto eight_at = [text](std::size_t at) {
            std::uint64_t word = 0;
            std::memcpy(&word, text.data() + at, sizeof word);
            return word;
        };
        packed_text packed;
        packed.size = text.size();
        if (text.size() <= 8) {
            packed.words[0] = packed_word(text.data(), text.size());
            return packed;
        }
        packed.words[0] = eight_at(0);
        packed.words[1] = eight_at(text.size() - 8);
        if (text.size() > 16) {
            packed.words[2] = eight_at(8);
            packed.words[3] = eight_at(text.size() - 16);
        }
        return packed;
    }

    friend bool operator==(const packed_text&, const packed_text&) = default;
};

/// Remembers what up to 256 recent cells mean; a cell is forgotten when another takes its place.  A column of flags or
/// dates has few different cells, so most of them are read once per report.  One thread.
template <class Meaning>
class recent_cells {
public:
    /// Returns what `cell` means: remembered, or found by `read(cell)`.  Valid until the next call.
    template <class Read>
    [[nodiscard]] const Meaning& of(std::string_view cell, Read&& read)
    {
        if (cell.empty() || cell.size() > packed_text::max_length)
            return uncached_ = read(cell);
        const packed_text key = packed_text::of(cell);
        slot& place = slots_[hash(key) >> (64U - slot_bits)];
        if (place.key != key) {
            place.what = read(cell);
            place.key = key;
        }
        return place.what;
    }

private:
    static constexpr unsigned slot_bits = 8;
    struct slot {
        packed_text key;  ///< of size 0 before the first cell
        Meaning what{};
    };

    /// Returns the hash whose upper bits choose the slot.  Two cells of one slot only take each other's place.
    static std::uint64_t hash(const packed_text& key) noexcept
    {
        const std::uint64_t mixed = (key.words[0] ^ key.size) * 0x9E3779B97F4A7C15ULL;
        return (mixed ^ key.words[1] ^ (key.words[2] << 1U)) * 0xC2B2AE3D27D4EB4FULL;
    }

    // By the hash of the cell.
    std::array<slot, std::size_t{1} << slot_bits> slots_{};
    Meaning uncached_{};  ///< of the last cell that is not remembered
};

}  // namespace defectd

#endif
