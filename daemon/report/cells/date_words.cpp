#include "cells/date_words.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "cells/fold.hpp"
#include "languages/language.hpp"

namespace defectd {
namespace {

using date_words = std::unordered_map<std::string, date_word>;

/// Returns every word of dates, folded.  A word that several languages have keeps each of its meanings.
date_words make_date_words()
{
    date_words words;
    for (int month = 1; month <= 12; ++month)
        for (const std::string_view name :
             words_for(static_cast<term>(static_cast<int>(term::january) + month - 1)))
            words[fold_name(name)].month = month;
    for (const std::string_view word : words_for(term::weekday))
        words[fold_name(word)].is_weekday = true;
    for (const std::string_view word : words_for(term::date_filler))
        words[fold_name(word)].is_filler = true;
    for (const std::string_view word : words_for(term::time_word))
        words[fold_name(word)].is_time_word = true;
    return words;
}

/// Returns the words of time zones, folded.
std::vector<std::string> make_zone_words()
{
    std::vector<std::string> words;
    for (const std::string_view word : words_for(term::zone_word))
        words.push_back(fold_name(word));
    return words;
}

}  // namespace

const date_word& find_date_word(const std::string& folded)
{
    // Made on the first call; thousands of cells share it.
    static const date_words words = make_date_words();
    static const date_word unknown;
    const auto found = words.find(folded);
    return found == words.end() ? unknown : found->second;
}

bool names_time_zone(std::string_view folded)
{
    static const std::vector<std::string> words = make_zone_words();
    return std::any_of(words.begin(), words.end(), [folded](const std::string& word) {
        constexpr std::size_t long_enough = 4;  // to be a word of its own anywhere in the text
        const bool within = word.size() >= long_enough && folded.find(word) != std::string_view::npos;
        return within || folded.starts_with(word) || folded.ends_with(word);
    });
}

}  // namespace defectd
