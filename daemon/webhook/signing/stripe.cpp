// Stripe, "Verify webhook signatures manually": the time and the body are signed, one v1 a key.
#include "defectd/base/encoding.hpp"
#include "signing/hmac.hpp"
#include "signing/scheme.hpp"

namespace defectd {

void append_stripe_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const std::string seconds = seconds_text(message.attempted_at);
    std::string signatures;
    for (const signing_key* key : keys)
        if (key->scheme == signing_scheme::stripe)
            signatures += ",v1=" + to_hex(hmac_sha256(key->key, {seconds, ".", message.body}));
    if (!signatures.empty())
        headers.emplace_back("Stripe-Signature", "t=" + seconds + signatures);
}

}  // namespace defectd
