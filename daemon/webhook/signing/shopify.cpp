// Shopify, "Verify webhook deliveries": the body alone is signed.
#include "defectd/base/encoding.hpp"
#include "signing/hmac.hpp"
#include "signing/scheme.hpp"

namespace defectd {

void append_shopify_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const secret* const key = first_to_end(keys, signing_scheme::shopify);
    if (key == nullptr)
        return;
    headers.emplace_back("X-Shopify-Hmac-SHA256", to_base64(hmac_sha256(*key, {message.body})));
    append_type(headers, "X-Shopify-Topic", message);
    headers.emplace_back("X-Shopify-Webhook-Id", message.id);
}

}  // namespace defectd
