#include "defectd/webhook/answer_mask.hpp"

#include <algorithm>

#include "defectd/base/ascii.hpp"
#include "defectd/base/encoding.hpp"
#include "spelling.hpp"

namespace defectd {
namespace {

/// Shorter texts occur in ordinary words, and masking them would make the answer unreadable.
constexpr std::size_t shortest_secret = 4;
constexpr std::size_t shortest_token = 8;
constexpr std::size_t ed25519_seed_bytes = 32;

/// Returns whether the text is a word of a path, such as "services" or "incoming-webhook"; keys have digits or capitals.
bool is_plain_word(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.'; });
}

/// Returns where the secret that begins at the front of `text` ends; 0 when none begins there.
/// @param least_of_cut  this many of its characters must be there when the text ends within it
std::size_t end_of_secret(std::string_view text, std::string_view secret, std::size_t least_of_cut)
{
    // Every place that some spelling of the characters so far leads to: "%25" is a percent sign or three characters.
    std::vector<std::size_t> places{0};
    for (std::size_t matched = 0; matched < secret.size(); ++matched) {
        std::vector<std::size_t> next;
        for (const std::size_t at : places) {
            const std::string_view rest = text.substr(at);
            if (matched >= least_of_cut && (rest.empty() || is_begun_escape(rest)))
                return text.size();
            if (rest.empty())
                continue;
            for (const spelling& each : spellings_at_front(rest))
                if (each.meant == secret[matched] &&
                    std::find(next.begin(), next.end(), at + each.length) == next.end())
                    next.push_back(at + each.length);
        }
        if (next.empty())
            return 0;
        places = std::move(next);
    }
    return *std::max_element(places.begin(), places.end());
}

/// Returns whether the text may begin with a spelling of `first`.  This quick test rules out most positions.
bool may_begin(std::string_view text, char first)
{
    const char c = text.front();
    return c == first || c == '%' || c == '\\' || c == '&' || c == '+';
}

}  // namespace

void answer_mask::add_text(std::string_view secret)
{
    if (secret.size() >= shortest_secret &&
        std::find(secrets_.begin(), secrets_.end(), secret) == secrets_.end())
        secrets_.emplace_back(secret);
}

/// An Authorization value has two parts; a receiver may repeat the second without the scheme.
void answer_mask::add(std::string_view secret)
{
    add_text(secret);
    const std::size_t blank = secret.find(' ');
    if (blank != std::string_view::npos && secret.size() - blank > shortest_token)
        add_text(secret.substr(blank + 1));
}

void answer_mask::add_base64(std::string_view prefix, std::string_view bytes)
{
    std::string text = to_base64(bytes);
    for (const bool is_for_urls : {false, true}) {
        if (is_for_urls) {
            // The URL-safe alphabet of RFC 4648, section 5.
            std::replace(text.begin(), text.end(), '+', '-');
            std::replace(text.begin(), text.end(), '/', '_');
        }
        const std::string_view unpadded = std::string_view(text).substr(0, text.find('='));
        for (const std::string_view each : {std::string_view(text), unpadded}) {
            add_text(each);
            add_text(std::string(prefix).append(each));
        }
    }
}

void answer_mask::add(const signing_key& key)
{
    const std::string_view bytes = key.key.reveal();
    add_text(bytes);
    if (key.scheme == signing_scheme::standard)
        return add_base64("whsec_", bytes);
    if (key.scheme == signing_scheme::standard_ed25519) {
        add_base64("whsk_", bytes);
        return add_base64("whsk_", bytes.substr(0, ed25519_seed_bytes));
    }
    // Stripe signs with the whole text, but a receiver may show it without the prefix.
    constexpr std::string_view prefix_of_stripe = "whsec_";
    if (bytes.starts_with(prefix_of_stripe))
        add_text(bytes.substr(prefix_of_stripe.size()));
}

void answer_mask::add_tokens(std::string_view text, std::string_view separators)
{
    while (!text.empty()) {
        const std::string_view token = text.substr(0, text.find_first_of(separators));
        if (token.size() >= shortest_token && !is_plain_word(token))
            add_text(token);
        text.remove_prefix(std::min(token.size() + 1, text.size()));
    }
}

void answer_mask::add(const endpoint_url& url)
{
    // The receiver may repeat the target as it was sent or decoded, as a whole or in parts.
    for (const std::string& target : {url.target, without_percent_escapes(url.target)}) {
        const std::string_view whole = target;
        const std::size_t mark = std::min(whole.find('?'), whole.size());
        const std::string_view path = whole.substr(0, mark);
        const std::string_view query = whole.substr(std::min(mark + 1, whole.size()));
        add_text(whole);
        add_text(path);
        add_text(query);
        add_tokens(path.substr(std::min<std::size_t>(1, path.size())), "?");
        add_tokens(path, "/");
        add_tokens(query, "&=;");
    }
}

std::string answer_mask::masked(std::string_view text, bool is_cut) const
{
    const std::size_t least_of_cut = is_cut ? 1 : shortest_secret;
    // All hits are marked before anything is replaced, so that secrets that overlap become one mask.
    std::vector<bool> is_hidden(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        for (const std::string& secret : secrets_)
            if (may_begin(rest, secret.front())) {
                const std::size_t length = end_of_secret(rest, secret, least_of_cut);
                std::fill_n(is_hidden.begin() + static_cast<std::ptrdiff_t>(at), length, true);
            }
    }
    std::string shown;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (!is_hidden[at])
            shown += text[at];
        else if (at == 0 || !is_hidden[at - 1])
            shown += masked_text;
    return shown;
}

}  // namespace defectd
