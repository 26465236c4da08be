// Texts, words and names, and the marketplaces and channels that they name.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "defectd/base/ascii.hpp"
#include "defectd/base/text.hpp"
#include "defectd/config/marketplaces.hpp"
#include "read/decode.hpp"

namespace defectd {
namespace {

/// The longest text, in bytes: as long as a path may be on Linux.
constexpr std::size_t max_text_length = 4096;
/// In bytes; accounts are part of every event and of the keys in the store.
constexpr std::size_t max_account_length = 128;
constexpr std::size_t max_name_length = 64;

text_error wrong(std::string what)
{
    return {std::move(what)};
}

/// True for a character that needs no escape in a URL, a shell command or a file name.
bool is_name_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

bool is_glob(std::string_view text) noexcept
{
    return text.find_first_of("*?") != std::string_view::npos;
}

/// Returns the word that was probably meant: one that differs by a typing error, or that is an abbreviation or an
/// extension of `word`.
std::optional<std::string_view> meant_word(std::string_view word, const std::vector<std::string_view>& words)
{
    constexpr std::size_t shortest_guess = 3;  // two letters are near to everything
    if (word.size() < shortest_guess)
        return std::nullopt;
    if (const auto nearest = nearest_word(word, words))
        return nearest;
    const auto found = std::find_if(words.begin(), words.end(), [word](std::string_view candidate) {
        return candidate.starts_with(word) || word.starts_with(candidate);
    });
    return found == words.end() ? std::nullopt : std::optional(*found);
}

/// Returns the country codes, and then the ids: of two equally near words the code is suggested.
std::vector<std::string_view> marketplace_words()
{
    std::vector<std::string_view> words;
    for (const marketplace& each : marketplaces())
        words.push_back(each.country);
    for (const marketplace& each : marketplaces())
        words.push_back(each.id);
    return words;
}

}  // namespace

std::string suggestion(std::string_view word, const std::vector<std::string_view>& words)
{
    const auto nearest = meant_word(word, words);
    if (words.size() == 1)
        return fmt::format("expected `{}`", words.front());
    const std::string list = fmt::format("one of `{}`", fmt::join(words, "`, `"));
    return nearest ? fmt::format("did you mean `{}`? Expected {}", *nearest, list)
                   : fmt::format("expected {}", list);
}

decoded<std::string> as_text(const yaml_node& node, const schema_row&)
{
    if (node.kind != yaml_kind::scalar)
        return not_a_scalar(node, "a string");
    // An empty text is a value that was forgotten; a key without a value would be the way to say nothing.
    if (node.text.empty())
        return wrong("is empty; write a string or remove the key");
    if (node.text.size() > max_text_length)
        return wrong(fmt::format("is longer than {} bytes; shorten it", max_text_length));
    if (std::any_of(node.text.begin(), node.text.end(), is_control))
        return wrong("contains a control character or a line break; remove it");
    return decoded_text(node.text);
}

decoded<std::string> as_word(const yaml_node& node, const schema_row& row)
{
    const std::vector<std::string_view> words = words_in(row.words);
    if (node.kind != yaml_kind::scalar)
        return not_a_scalar(node, fmt::format("one of `{}`", fmt::join(words, "`, `")));
    if (std::find(words.begin(), words.end(), node.text) != words.end())
        return decoded_text(node.text);
    // A word that a later version will have deserves a better answer than "unknown".
    const std::vector<std::string_view> later = words_in(row.words_later);
    if (std::find(later.begin(), later.end(), node.text) != later.end())
        return wrong(
            fmt::format("{} is not available in this version; {}", quoted(node), suggestion({}, words)));
    return wrong(fmt::format("unknown value {}; {}", quoted(node), suggestion(node.text, words)));
}

decoded<std::string> as_name(const yaml_node& node, const schema_row& row)
{
    auto text = as_text(node, row);
    if (!text)
        return text;
    if (text->size() > max_name_length || !std::all_of(text->begin(), text->end(), is_name_character))
        return wrong(fmt::format("{} is not a name; write 1 to {} characters of A-Z a-z 0-9 . _ -",
                                 quoted(node), max_name_length));
    return text;
}

decoded<std::string> as_account(const yaml_node& node, const schema_row& row)
{
    auto text = as_text(node, row);
    if (text && text->size() > max_account_length)
        return wrong(fmt::format("is longer than {} bytes; shorten it", max_account_length));
    return text;
}

decoded<std::string> as_marketplace_id(const yaml_node& node, const schema_row& row)
{
    auto text = as_text(node, row);
    if (!text)
        return text;
    if (const marketplace* const found = find_marketplace(*text))
        return decoded_text(std::string(found->id));
    const auto nearest = meant_word(*text, marketplace_words());
    return wrong(fmt::format(
        "unknown marketplace {}; {}write a country code such as US or DE, or an id such as {}", quoted(node),
        nearest ? fmt::format("did you mean `{}`? Otherwise ", *nearest) : "", marketplaces().front().id));
}

decoded<std::string> as_fulfillment(const yaml_node& node, const schema_row& row)
{
    // Amazon's other names are not among the row's words, which are those of events.
    const auto channel = node.kind == yaml_kind::scalar ? parse_fulfillment(node.text) : std::nullopt;
    return channel ? decoded_text(std::string(name_of(*channel))) : as_word(node, row);
}

decoded<ip_network> as_network(const yaml_node& node, const schema_row& row)
{
    const auto text = as_text(node, row);
    if (!text)
        return text.error();
    if (const auto network = parse_network(*text))
        return *network;
    return wrong(
        fmt::format("{} is not a network; write address/bits such as 127.0.0.0/8, with no bit set after "
                    "the prefix",
                    quoted(node)));
}

decoded<std::vector<std::string>> as_words_matched(const yaml_node& node, const schema_row& row)
{
    const auto text = as_text(node, row);
    if (!text)
        return text.error();
    const std::vector<std::string_view> words = words_in(row.words);
    std::vector<std::string> matched;
    for (const std::string_view word : words)
        if (glob_matches(*text, word))
            matched.emplace_back(word);
    if (matched.empty())
        return wrong(fmt::format("unknown value {}; {}", quoted(node), suggestion(*text, words)));
    return matched;
}

decoded<std::vector<std::string>> as_fulfillments_matched(const yaml_node& node, const schema_row& row)
{
    if (const auto channel = as_fulfillment(node, row))
        return std::vector<std::string>{*channel};
    return as_words_matched(node, row);
}

decoded<std::vector<std::string>> as_marketplaces_matched(const yaml_node& node, const schema_row& row)
{
    if (node.kind != yaml_kind::scalar || !is_glob(node.text)) {
        auto id = as_marketplace_id(node, row);
        if (!id)
            return id.error();
        return std::vector<std::string>{*std::move(id)};
    }
    std::vector<std::string> matched;
    for (const marketplace& each : marketplaces())
        // A glob is matched against codes and ids alike, as a single name is.
        if (glob_matches(node.text, each.country) || glob_matches(node.text, each.id))
            matched.emplace_back(each.id);
    if (matched.empty())
        return wrong(fmt::format("{} matches no marketplace; write \"*\" for all, a country code or an id",
                                 quoted(node)));
    return matched;
}

}  // namespace defectd
