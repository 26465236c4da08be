#include "cells/cell_words.hpp"

#include "cells/fold.hpp"
#include "languages/language.hpp"

namespace defectd {
namespace {

using channels_by_word = std::unordered_map<std::string, fulfillment>;

/// Returns the channel of each built-in word, folded.
channels_by_word make_usual_channels()
{
    channels_by_word usual;
    for (const std::string_view word : words_for(term::by_seller))
        usual.emplace(fold_name(word), fulfillment::mfn);
    for (const std::string_view word : words_for(term::by_amazon))
        usual.emplace(fold_name(word), fulfillment::afn);
    return usual;
}

}  // namespace

channel_words::channel_words(const more_words& more)
{
    const auto add = [&](const char* key, fulfillment channel) {
        if (const auto found = more.find(key); found != more.end())
            for (const std::string& word : found->second)
                configured_.emplace(fold_name(word), channel);
    };
    add("seller", fulfillment::mfn);
    add("amazon", fulfillment::afn);
    configured_.erase(std::string());  // a word of punctuation only would match every blank cell
}

std::optional<fulfillment> channel_words::of(std::string_view cell) const
{
    static const channels_by_word usual = make_usual_channels();
    const std::string folded = fold_name(cell);
    // Configured words take precedence.
    for (const channels_by_word* const known : {&configured_, &usual})
        if (const auto found = known->find(folded); found != known->end())
            return found->second;
    return std::nullopt;
}

std::optional<defect_type> type_words::of(std::string_view cell) const
{
    if (const std::optional<defect_type> type = type_of(names_.of(cell)))
        return type;
    return defect_type_named(cell);
}

}  // namespace defectd
