// Standard Webhooks 1.0.0, "Signature scheme": v1 by a shared secret, v1a by Ed25519, all in one header.
#include "signing/scheme.hpp"

#include "defectd/base/assert.hpp"
#include "defectd/base/encoding.hpp"
#include "signing/ed25519.hpp"
#include "signing/hmac.hpp"

namespace defectd {
namespace {

constexpr std::string_view dot = ".";

/// Returns "v1a," and the base64 of the Ed25519 signature of `id.seconds.body`.
std::string signature_v1a(const secret& key, const signed_parts& parts)
{
    std::string content;
    for (const std::string_view piece : {parts.id, dot, parts.seconds, dot, parts.body})
        content += piece;
    const auto seed = std::string_view(key.reveal()).substr(0, ed25519_seed_bytes);
    return "v1a," + to_base64(ed25519_signature(seed, content));
}

/// Returns the entry of the key in the header; empty for a key of another scheme.
std::string signature(const signing_key& key, const signed_parts& parts)
{
    if (key.scheme == signing_scheme::standard)
        return signature_v1(key.key, parts);
    return key.scheme == signing_scheme::standard_ed25519 ? signature_v1a(key.key, parts) : std::string();
}

void assert_one_reading(const signed_message& message)
{
    // A dot in the id would let two messages share their signed bytes.
    DEFECTD_ASSERT(!message.id.empty() && message.id.find('.') == std::string_view::npos);
}

}  // namespace

std::string signature_v1(const secret& key, const signed_parts& parts)
{
    return "v1," + to_base64(hmac_sha256(key, {parts.id, dot, parts.seconds, dot, parts.body}));
}

std::string sign_standard(const secret& key, const signed_message& message)
{
    assert_one_reading(message);
    return signature_v1(key, {message.id, seconds_text(message.attempted_at), message.body});
}

void append_standard_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const std::string seconds = seconds_text(message.attempted_at);
    std::string list;
    for (const signing_key* key : keys) {
        const std::string entry = signature(*key, {message.id, seconds, message.body});
        if (!entry.empty() && !list.empty())
            list += ' ';
        list += entry;
    }
    if (list.empty())
        return;
    assert_one_reading(message);
    headers.emplace_back("webhook-signature", std::move(list));
}

}  // namespace defectd
