#include "flag_words.hpp"

#include <algorithm>

#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"
#include "fold.hpp"
#include "packed_text.hpp"

namespace defectd {
namespace {

constexpr std::array<std::string_view, 12> usual_words{"-",     "--",  "0",    "N",   "No",  "None",
                                                       "False", "N/A", "Nein", "Non", "Nee", "いいえ"};
constexpr std::string_view japanese_none = "なし";

/// Sets the bit that lower-case letters have and upper-case ones lack; digits, `-` and `/` have it already.
std::uint64_t without_case(std::uint64_t packed)
{
    return packed | 0x2020202020202020ULL;
}

}  // namespace

flag_words::flag_words(const std::vector<std::string>& more)
{
    for (const std::string_view word : usual_words)
        add(word);
    add(japanese_none);
    for (const std::string& word : more)
        add(trimmed(word));
}

void flag_words::add(std::string_view word)
{
    if (word.empty())
        return;
    if (word.size() <= longest_short && is_ascii(word)) {
        short_words_[word.size()].push_back(without_case(packed_word(word.data(), word.size())));
        return;
    }
    long_words_.push_back(lower_case(word));
    longest_ = std::max(longest_, 4 * word.size());
}

bool flag_words::is_defect(std::string_view cell, text_encoding encoding, cell_text& text) const
{
    if (cell.empty())
        return false;
    if (cell.front() == ' ' || cell.back() == ' ')  // a quoted cell keeps its spaces
        cell = trimmed(cell);
    if (cell.empty())
        return false;
    if (cell.size() <= longest_short) {
        const std::uint64_t packed = without_case(packed_word(cell.data(), cell.size()));
        const auto& words = short_words_[cell.size()];
        if (std::find(words.begin(), words.end(), packed) != words.end())
            return false;
    }
    return cell.size() > longest_ || !is_long_word(cell, encoding, text);
}

bool flag_words::is_long_word(std::string_view cell, text_encoding encoding, cell_text& text) const
{
    const bool may_be = cell.size() > longest_short || !is_ascii(cell);
    if (!may_be)
        return false;
    const std::string word = lower_case(trimmed(text.read(cell, encoding)));
    return word.empty() || std::find(long_words_.begin(), long_words_.end(), word) != long_words_.end() ||
           (word.size() <= longest_short && is_ascii(word) && !is_defect(word, text_encoding::ascii, text));
}

}  // namespace defectd
