#include "defectd/webhook/signing.hpp"

#include <algorithm>
#include <array>

#include "defectd/base/assert.hpp"
#include "signing/scheme.hpp"

namespace defectd {
namespace {

struct scheme_row {
    signing_scheme scheme;
    std::string_view name;
    key_reader read_key;
    header_writer append_headers;  ///< nullptr where the row above writes for this one too
};

constexpr std::array<scheme_row, 6> schemes{{
    {signing_scheme::standard, "standard", parse_symmetric_secret, append_standard_headers},
    {signing_scheme::standard_ed25519, "standard-ed25519", parse_ed25519_secret, nullptr},
    {signing_scheme::github, "github", parse_text_secret, append_github_headers},
    {signing_scheme::stripe, "stripe", parse_text_secret, append_stripe_headers},
    {signing_scheme::shopify, "shopify", parse_text_secret, append_shopify_headers},
    {signing_scheme::slack, "slack", parse_text_secret, append_slack_headers},
}};

const scheme_row& row_of(signing_scheme scheme)
{
    const auto* const row = std::ranges::find(schemes, scheme, &scheme_row::scheme);
    DEFECTD_ASSERT(row != schemes.end());  // every scheme has its row
    return *row;
}

/// Returns the end of the key that ends last; nullopt while a key is valid.
std::optional<timestamp> last_end(const std::vector<signing_key>& keys, timestamp now)
{
    std::optional<timestamp> last;
    for (const signing_key& key : keys) {
        if (!key.until || *key.until > now)
            return std::nullopt;
        last = std::max(last, key.until);
    }
    return last;
}

/// Returns the keys that are valid at `now`.  When all have ended, the one that ended last continues:
/// receivers reject a message without a signature.
key_list signing_at(const std::vector<signing_key>& keys, timestamp now)
{
    const auto last = last_end(keys, now);
    key_list valid;
    for (const signing_key& key : keys)
        if (!key.until || *key.until > now || key.until == last)
            valid.push_back(&key);
    return valid;
}

}  // namespace

std::string_view name_of(signing_scheme scheme) noexcept
{
    return row_of(scheme).name;
}

result<secret, text_error> parse_signing_key(signing_scheme scheme, std::string_view text)
{
    return row_of(scheme).read_key(text);
}

header_list signed_headers(const std::vector<signing_key>& keys, const signed_message& message)
{
    header_list headers{{"webhook-id", std::string(message.id)},
                        {"webhook-timestamp", seconds_text(message.attempted_at)}};
    const key_list signing = signing_at(keys, message.attempted_at);
    // In the order of the table, so that the headers of a message always have the same order.
    for (const scheme_row& row : schemes)
        if (row.append_headers != nullptr)
            row.append_headers(headers, signing, message);
    return headers;
}

}  // namespace defectd
