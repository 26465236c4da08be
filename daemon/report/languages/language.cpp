#include "language.hpp"

#include <algorithm>

#include "defectd/base/text.hpp"

namespace defectd {
namespace {

/// Appends the words of a row, without the blanks around the `|` between them.
void append_words(std::string_view row, std::vector<std::string_view>& words)
{
    while (!row.empty()) {
        const std::string_view word = row.substr(0, row.find('|'));
        words.push_back(trimmed(word));
        row.remove_prefix(std::min(row.size(), word.size() + 1));
    }
}

}  // namespace

std::vector<std::string_view> words_for(term what)
{
    std::vector<std::string_view> words;
    for (const std::span<const term_row> language : {english, german, french, spanish, italian, japanese,
                                                     dutch, polish, swedish, turkish, portuguese, chinese})
        for (const term_row& row : language)
            if (row.what == what)
                append_words(row.words, words);
    return words;
}

}  // namespace defectd
