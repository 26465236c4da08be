#include "cell_words.hpp"

#include <array>

#include "fold.hpp"

namespace defectd {
namespace {

struct known_word {
    fulfillment channel;
    std::string_view word;
};

constexpr std::array known_words = std::to_array<known_word>({
    {fulfillment::afn, "AFN"},
    {fulfillment::afn, "FBA"},
    {fulfillment::afn, "Amazon"},
    {fulfillment::afn, "Fulfilled by Amazon"},
    {fulfillment::afn, "Fulfillment by Amazon"},
    {fulfillment::afn, "Versand durch Amazon"},
    {fulfillment::afn, "Expédié par Amazon"},
    {fulfillment::afn, "Logística de Amazon"},
    {fulfillment::afn, "Logistica di Amazon"},
    {fulfillment::mfn, "MFN"},
    {fulfillment::mfn, "FBM"},
    {fulfillment::mfn, "Seller"},
    {fulfillment::mfn, "Merchant"},
    {fulfillment::mfn, "DEFAULT"},
    {fulfillment::mfn, "Verkäufer"},
    {fulfillment::mfn, "Händler"},
    {fulfillment::mfn, "Vendeur"},
    {fulfillment::mfn, "Vendedor"},
    {fulfillment::mfn, "Venditore"},
    {fulfillment::mfn, "出品者"},
});

}  // namespace

channel_words::channel_words(const more_words& more)
{
    const auto add = [&](const char* key, fulfillment channel) {
        if (const auto found = more.find(key); found != more.end())
            for (const std::string& word : found->second)
                words_.emplace(folded_name(word), channel);
    };
    add("seller", fulfillment::mfn);
    add("amazon", fulfillment::afn);
    for (const known_word& known : known_words)
        words_.emplace(folded_name(known.word), known.channel);
    words_.erase(std::string());
}

std::optional<fulfillment> channel_words::of(std::string_view cell) const
{
    const auto found = words_.find(folded_name(cell));
    if (found == words_.end())
        return std::nullopt;
    return found->second;
}

std::optional<defect_type> type_words::of(std::string_view cell) const
{
    if (const std::optional<defect_type> type = type_of(names_.of(cell)))
        return type;
    return defect_type_named(cell);
}

}  // namespace defectd
