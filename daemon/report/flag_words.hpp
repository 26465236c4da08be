// Whether the cell of a flag column says that the order has the defect.
#ifndef DEFECTD_REPORT_FLAG_WORDS_HPP
#define DEFECTD_REPORT_FLAG_WORDS_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cell_text.hpp"

namespace defectd {

/// The words that stand for "no defect"; everything else but an empty cell is one.
class flag_words {
public:
    /// @param more  further words, any case, UTF-8
    explicit flag_words(const std::vector<std::string>& more);

    /// @param cell  as found; `text` converts it where it is not ASCII
    [[nodiscard]] bool is_defect(std::string_view cell, text_encoding encoding, cell_text& text) const;

private:
    static constexpr std::size_t longest_short = 8;

    void add(std::string_view word);
    [[nodiscard]] bool is_long_word(std::string_view cell, text_encoding encoding, cell_text& text) const;

    /// Of up to 8 ASCII characters, packed with the case bit set, by length: compared without reading the
    /// cell twice.
    std::array<std::vector<std::uint64_t>, longest_short + 1> short_words_;
    std::vector<std::string> long_words_;  ///< the others, in lower case
    std::size_t longest_ = 0;              ///< bytes a cell of them can have, in any encoding
};

}  // namespace defectd

#endif
