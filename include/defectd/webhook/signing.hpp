// Signing schemes: bytes and a key to the headers a receiver verifies.  Pure.
//
// Source: Standard Webhooks 1.0.0, "Signature scheme".
#ifndef DEFECTD_WEBHOOK_SIGNING_HPP
#define DEFECTD_WEBHOOK_SIGNING_HPP

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

/// A key that signs until it is rotated out.
struct signing_key {
    secret key;                      ///< the decoded bytes, 16 … 4096 of them
    std::optional<timestamp> until;  ///< signs attempts before this time only
};

/// Reads "whsec_" + base64 and gives the decoded bytes; says what is wrong otherwise, without repeating the
/// text.
[[nodiscard]] result<secret, text_error> parse_symmetric_secret(std::string_view text);

/// "whsec_" + base64 of `random_bytes`.  @pre 24 … 64 bytes
[[nodiscard]] std::string symmetric_secret_text(std::string_view random_bytes);

/// What is signed: the bytes sent, under the id that stays and the time of this attempt.
struct signed_message {
    std::string_view id;
    timestamp attempted_at;
    std::string_view body;
};

/// "v1,<base64 of HMAC-SHA256(key, id.seconds.body)>".
/// @pre the key is not empty; the id is not empty and has no dot, which parts the signed pieces
[[nodiscard]] std::string sign_standard(const secret& key, const signed_message& message);

/// webhook-id, webhook-timestamp and, when a key is valid at the time, webhook-signature with one entry a
/// key.
[[nodiscard]] header_list standard_headers(const std::vector<signing_key>& keys,
                                           const signed_message& message);

enum class signature_verdict {
    valid,
    no_match,         ///< no v1 entry is the signature of these bytes under this key
    missing_headers,  ///< one of the three is absent or empty
    bad_timestamp,    ///< not a count of seconds in digits
    too_old,
    too_new,
};
[[nodiscard]] std::string_view name_of(signature_verdict verdict) noexcept;

/// The three headers of a received webhook; empty when absent.
struct received_signature {
    std::string_view id;
    std::string_view timestamp;
    std::string_view signature;
};

/// Verifies a received webhook in constant time; 5 minutes of tolerance both ways, as the reference
/// libraries.  The time is judged before the signature.
[[nodiscard]] signature_verdict verify_standard(const secret& key, const received_signature& headers,
                                                std::string_view body, timestamp now);

}  // namespace defectd

#endif
