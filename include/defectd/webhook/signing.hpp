// Signing schemes: bytes and a key to the headers a receiver verifies.  Pure.
//
// Sources: Standard Webhooks 1.0.0, "Signature scheme"; GitHub, "Validating webhook deliveries"; Stripe, "Verify
// webhook signatures manually"; Shopify, "Verify webhook deliveries"; Slack, "Verifying requests from Slack".
#ifndef DEFECTD_WEBHOOK_SIGNING_HPP
#define DEFECTD_WEBHOOK_SIGNING_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/base/secret.hpp"
#include "defectd/base/time.hpp"

namespace defectd {

/// Header names and values, in the order they are sent.
using header_list = std::vector<std::pair<std::string, std::string>>;

/// How a signature is made.  Persistent: the names are in the configuration.
enum class signing_scheme : std::uint8_t { standard, standard_ed25519, github, stripe, shopify, slack };
[[nodiscard]] std::string_view name_of(signing_scheme scheme) noexcept;

/// A key that signs until it is rotated out.
struct signing_key {
    signing_scheme scheme = signing_scheme::standard;
    /// standard: the decoded bytes, 16 … 4096 of them.  standard_ed25519: 32 bytes of seed, 32 of public key.  Others:
    /// the text itself, 16 … 4096 bytes, "whsec_" of Stripe included.
    secret key;
    std::optional<timestamp> until;  ///< signs attempts before this time only
};

/// Reads "whsec_" + base64 and gives the decoded bytes; says what is wrong otherwise, without repeating the
/// text.
[[nodiscard]] result<secret, text_error> parse_symmetric_secret(std::string_view text);

/// Reads a key as its scheme writes it: standard "whsec_" + base64; standard_ed25519 "whsk_" + base64 of seed and
/// public key, or of the seed alone; others the text itself.  Says what is wrong otherwise, without repeating the text.
/// Throws std::runtime_error when the key is an Ed25519 key and this OpenSSL does no Ed25519.
[[nodiscard]] result<secret, text_error> parse_signing_key(signing_scheme scheme, std::string_view text);

/// "whsec_" + base64 of `random_bytes`.  @pre 24 … 64 bytes
[[nodiscard]] std::string symmetric_secret_text(std::string_view random_bytes);

/// "whsk_" + base64 of the seed and its public key.  @pre 32 bytes
[[nodiscard]] std::string ed25519_secret_text(std::string_view seed);

/// "whpk_" + base64 of the public key that verifies.  @pre a key of standard_ed25519
[[nodiscard]] std::string ed25519_public_text(const secret& key);

/// What is signed: the bytes sent, under the id that stays and the time of this attempt.
struct signed_message {
    std::string_view id;
    timestamp attempted_at;
    std::string_view body;
    std::string_view type{};  ///< of the event, for the headers that name it
};

/// "v1,<base64 of HMAC-SHA256(key, id.seconds.body)>".
/// @pre the key is not empty; the id is not empty and has no dot, which parts the signed pieces
[[nodiscard]] std::string sign_standard(const secret& key, const signed_message& message);

/// webhook-id, webhook-timestamp, and the signature headers of every scheme that has a key valid at the time.
/// standard and standard_ed25519 share webhook-signature, stripe has one v1 a key.  github, shopify and slack have
/// room for one signature: the valid key that ends first makes it, so that a rotation switches over at that instant.
/// When every key has ended, those that ended last go on signing: nothing meant to be signed goes out without a
/// signature, and an old key's signature gives nothing away.  Only without keys there is none.
/// github adds X-GitHub-Event and X-GitHub-Delivery, shopify X-Shopify-Topic and X-Shopify-Webhook-Id; those that name
/// the type are left out where it is empty.
/// @pre the keys are what parse_signing_key gave; the id as for sign_standard
/// Throws std::runtime_error when there is an Ed25519 key and this OpenSSL does no Ed25519.
[[nodiscard]] header_list signed_headers(const std::vector<signing_key>& keys, const signed_message& message);

enum class signature_check {
    valid,
    no_match,         ///< no v1 entry is the signature of these bytes under this key
    missing_headers,  ///< one of the three is absent or empty
    bad_timestamp,    ///< not a count of seconds in digits
    too_old,
    too_new,
};
[[nodiscard]] std::string_view name_of(signature_check check) noexcept;

/// The three headers of a received webhook; empty when absent.
struct received_signature {
    std::string_view id;
    std::string_view timestamp;
    std::string_view signature;
};

/// Verifies a received webhook in constant time; 5 minutes of tolerance both ways, as the reference
/// libraries.  The time is judged before the signature.
[[nodiscard]] signature_check verify_standard(const secret& key, const received_signature& headers,
                                              std::string_view body, timestamp now);

}  // namespace defectd

#endif
