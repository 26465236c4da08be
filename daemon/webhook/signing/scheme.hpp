// What a signing scheme is made of: a reader of its keys and a writer of its headers.  The table that
// names them all is in signing.cpp.
#ifndef DEFECTD_WEBHOOK_SIGNING_SCHEME_HPP
#define DEFECTD_WEBHOOK_SIGNING_SCHEME_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/secret.hpp"
#include "defectd/webhook/signing.hpp"

namespace defectd {

using key_reader = result<secret, text_error> (*)(std::string_view text);

/// "whsk_" + base64 of seed and public key, or of the seed alone, which is completed.
[[nodiscard]] result<secret, text_error> parse_ed25519_secret(std::string_view text);

/// The text itself is the key.
[[nodiscard]] result<secret, text_error> parse_text_secret(std::string_view text);

/// The keys that sign an attempt, of every scheme, in the order of the configuration.
using key_list = std::vector<const signing_key*>;

/// Appends the headers of one scheme; none when no key is of that scheme.
using header_writer = void (*)(header_list& headers, const key_list& keys, const signed_message& message);

/// Writes for standard and standard_ed25519, which share a header.
void append_standard_headers(header_list& headers, const key_list& keys, const signed_message& message);
void append_github_headers(header_list& headers, const key_list& keys, const signed_message& message);
void append_stripe_headers(header_list& headers, const key_list& keys, const signed_message& message);
void append_shopify_headers(header_list& headers, const key_list& keys, const signed_message& message);
void append_slack_headers(header_list& headers, const key_list& keys, const signed_message& message);

/// The one key of a scheme that has room for one signature: that which ends first, so that a rotation switches
/// over at that instant; nullptr when no key is of the scheme.
[[nodiscard]] const secret* first_to_end(const key_list& keys, signing_scheme scheme);

/// Seconds of Unix time, as every scheme writes the time.
[[nodiscard]] std::string seconds_text(timestamp at);

/// Appends a header that names the event's type; none where there is no type.
void append_type(header_list& headers, const char* name, const signed_message& message);

/// What is signed, as it stands in the headers and on the wire.
struct signed_parts {
    std::string_view id;
    std::string_view seconds;
    std::string_view body;
};

/// "v1,<base64 of HMAC-SHA256(key, id.seconds.body)>".
/// @pre the key is not empty
[[nodiscard]] std::string signature_v1(const secret& key, const signed_parts& parts);

inline constexpr std::size_t min_key_length = 16;
inline constexpr std::size_t max_key_length = 4096;

inline constexpr std::string_view key_is_too_short =
    "the key has fewer than 16 bytes and could be guessed: use a longer one";
inline constexpr std::string_view key_is_too_long = "the key has more than 4096 bytes: use a shorter one";

/// Why `text`, which followed the prefix, is not standard base64.
/// @pre it is none
[[nodiscard]] std::string wrong_base64(std::string_view text, std::string_view prefix);

}  // namespace defectd

#endif
