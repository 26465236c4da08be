// GitHub, "Validating webhook deliveries" and "Webhook events and payloads" (delivery headers): the body alone is
// signed.
#include "defectd/base/encoding.hpp"
#include "signing/hmac.hpp"
#include "signing/scheme.hpp"

namespace defectd {

void append_github_headers(header_list& headers, const key_list& keys, const signed_message& message)
{
    const secret* const key = first_to_end(keys, signing_scheme::github);
    if (key == nullptr)
        return;
    headers.emplace_back("X-Hub-Signature-256", "sha256=" + to_hex(hmac_sha256(*key, {message.body})));
    append_type(headers, "X-GitHub-Event", message);
    headers.emplace_back("X-GitHub-Delivery", message.id);
}

}  // namespace defectd
