// The schemes of vendors whose receivers exist already, each as its documentation says.
#include "defectd/base/encoding.hpp"
#include "hmac.hpp"
#include "scheme.hpp"

namespace defectd {

/// GitHub, "Validating webhook deliveries" and "Webhook events and payloads": the body alone is signed.
void append_github_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const secret* const key = first_to_end(keys, signing_scheme::github);
    if (key == nullptr)
        return;
    headers.emplace_back("X-Hub-Signature-256", "sha256=" + to_hex(hmac_sha256(*key, {message.body})));
    append_type(headers, "X-GitHub-Event", message);
    headers.emplace_back("X-GitHub-Delivery", message.id);
}

/// Shopify, "Verify webhook deliveries": the body alone is signed.
void append_shopify_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const secret* const key = first_to_end(keys, signing_scheme::shopify);
    if (key == nullptr)
        return;
    headers.emplace_back("X-Shopify-Hmac-SHA256", to_base64(hmac_sha256(*key, {message.body})));
    append_type(headers, "X-Shopify-Topic", message);
    headers.emplace_back("X-Shopify-Webhook-Id", message.id);
}

/// Slack, "Verifying requests from Slack": the time and the body are signed.
void append_slack_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const secret* const key = first_to_end(keys, signing_scheme::slack);
    if (key == nullptr)
        return;
    std::string seconds = seconds_text(message.attempted_at);
    const std::string signature = to_hex(hmac_sha256(*key, {"v0:", seconds, ":", message.body}));
    headers.emplace_back("X-Slack-Signature", "v0=" + signature);
    headers.emplace_back("X-Slack-Request-Timestamp", std::move(seconds));
}

/// Stripe, "Verify webhook signatures manually": the time and the body are signed, one v1 a key.
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
