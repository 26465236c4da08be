// Symmetric secrets as text.
//
// Standard Webhooks asks for 24 to 64 bytes.  Receivers that already have a secret of another length keep it,
// so reading takes 16 to 4096 bytes; what the daemon makes itself keeps to the standard.
#include "defectd/base/assert.hpp"
#include "defectd/base/encoding.hpp"
#include "defectd/webhook/signing.hpp"
#include "signing/scheme.hpp"

namespace defectd {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t max_base64_length = (max_key_length + 2) / 3 * 4;

constexpr std::string_view is_empty = "the secret is empty: write whsec_ followed by the base64 of the key";
constexpr std::string_view is_private_key =
    "this is an Ed25519 private key (whsk_): use it with the scheme standard-ed25519";
constexpr std::string_view is_public_key =
    "this is an Ed25519 public key (whpk_), which can verify but not sign: write a whsec_ secret";
constexpr std::string_view has_no_prefix =
    "the secret does not begin with whsec_: write whsec_ followed by the base64 of the key";

std::string_view wrong_prefix(std::string_view text)
{
    if (text.empty())
        return is_empty;
    if (text.starts_with("whsk_"))
        return is_private_key;
    return text.starts_with("whpk_") ? is_public_key : has_no_prefix;
}

text_error error_of(std::string_view reason)
{
    constexpr std::string_view advice = ", or create one with: defectd secret new";
    return text_error{std::string(reason).append(advice)};
}

}  // namespace

result<secret, text_error> parse_symmetric_secret(std::string_view text)
{
    if (!text.starts_with(prefix))
        return error_of(wrong_prefix(text));
    text.remove_prefix(prefix.size());
    if (text.size() > max_base64_length)  // not even decoded
        return error_of(key_is_too_long);
    auto bytes = from_base64(text);
    if (!bytes)
        return error_of(wrong_base64(text, prefix));
    if (bytes->size() < min_key_length)
        return error_of(key_is_too_short);
    if (bytes->size() > max_key_length)
        return error_of(key_is_too_long);
    return secret(std::move(*bytes));
}

std::string symmetric_secret_text(std::string_view random_bytes)
{
    DEFECTD_ASSERT(random_bytes.size() >= 24 && random_bytes.size() <= 64);
    return std::string(prefix) + to_base64(random_bytes);
}

}  // namespace defectd
