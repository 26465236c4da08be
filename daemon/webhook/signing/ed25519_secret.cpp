// Ed25519 keys as text.
//
// Standard Webhooks defines only the prefixes.  The bytes after whsk_ have Svix's layout: 32 bytes of seed and 32 of
// public key.  A seed alone is sufficient and is what other tools create, so it is accepted, too.
#include "defectd/base/assert.hpp"
#include "defectd/base/encoding.hpp"
#include "signing/ed25519.hpp"
#include "signing/scheme.hpp"

namespace defectd {
namespace {

constexpr std::string_view private_prefix = "whsk_";
constexpr std::string_view public_prefix = "whpk_";
constexpr std::size_t whole_key_bytes = ed25519_seed_bytes + ed25519_public_bytes;
constexpr std::size_t max_base64_length = (whole_key_bytes + 2) / 3 * 4;

constexpr std::string_view is_empty = "the secret is empty: write whsk_ followed by the base64 of the key";
constexpr std::string_view is_symmetric =
    "this is a symmetric secret (whsec_): use it with the scheme standard, or write a whsk_ key";
constexpr std::string_view is_public_key =
    "this is an Ed25519 public key (whpk_), which can verify but not sign: write the "
    "whsk_ key it belongs to";
constexpr std::string_view is_pem =
    "this is a PEM file: write whsk_ and the base64 of the 32-byte seed in it";
constexpr std::string_view has_no_prefix =
    "the secret does not begin with whsk_: write whsk_ followed by the base64 of the key";
constexpr std::string_view is_no_key_size =
    "the key after whsk_ has neither 32 bytes (a seed) nor 64 (a seed and its public "
    "key): copy the whole secret";
constexpr std::string_view has_foreign_public_key =
    "the public key in the second half does not belong to the seed in the first: copy "
    "the secret again, or write only the first 32 bytes";

std::string_view wrong_prefix(std::string_view text)
{
    if (text.empty())
        return is_empty;
    if (text.starts_with("whsec_"))
        return is_symmetric;
    if (text.starts_with(public_prefix))
        return is_public_key;
    return text.starts_with("-----BEGIN") ? is_pem : has_no_prefix;
}

text_error error_of(std::string_view reason)
{
    constexpr std::string_view advice = ", or create one with: defectd secret new --ed25519";
    return text_error{std::string(reason).append(advice)};
}

/// Returns the seed followed by its public key.
secret with_public_key(std::string_view seed)
{
    std::string whole;
    whole.reserve(whole_key_bytes);  // no reallocation leaves a copy of the seed in memory
    whole.append(seed).append(ed25519_public_of(seed));
    return secret(std::move(whole));
}

}  // namespace

result<secret, text_error> parse_ed25519_secret(std::string_view text)
{
    if (!text.starts_with(private_prefix))
        return error_of(wrong_prefix(text));
    text.remove_prefix(private_prefix.size());
    auto bytes =
        from_base64(text.substr(0, max_base64_length + 4));  // what is longer has the wrong size anyway
    if (!bytes)
        return error_of(wrong_base64(text, private_prefix));
    const secret written(std::move(*bytes));
    const std::string_view key = written.reveal();
    if (key.size() != ed25519_seed_bytes && key.size() != whole_key_bytes)
        return error_of(is_no_key_size);
    secret whole = with_public_key(key.substr(0, ed25519_seed_bytes));
    if (key.size() == whole_key_bytes && whole != written)
        return error_of(has_foreign_public_key);
    return whole;
}

std::string ed25519_secret_text(std::string_view seed)
{
    return std::string(private_prefix) + to_base64(with_public_key(seed).reveal());
}

std::string ed25519_public_text(const secret& key)
{
    DEFECTD_ASSERT(key.reveal().size() == whole_key_bytes);
    return std::string(public_prefix) + to_base64(std::string_view(key.reveal()).substr(ed25519_seed_bytes));
}

}  // namespace defectd
