// Slack, "Verifying requests from Slack": the time and the body are signed.
#include "defectd/base/encoding.hpp"
#include "signing/hmac.hpp"
#include "signing/scheme.hpp"

namespace defectd {

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

}  // namespace defectd
