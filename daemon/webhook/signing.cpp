#include "defectd/webhook/signing.hpp"

#include "defectd/base/assert.hpp"
#include "signature.hpp"

namespace defectd {
namespace {

std::string seconds_text(timestamp at)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

/// One entry a key that is valid at the time of the attempt, separated by spaces.
std::string signatures(const std::vector<signing_key>& keys, const signed_message& message)
{
    std::string list;
    for (const signing_key& key : keys) {
        if (key.until && *key.until <= message.attempted_at)
            continue;
        if (!list.empty())
            list += ' ';
        list += sign_standard(key.key, message);
    }
    return list;
}

}  // namespace

std::string sign_standard(const secret& key, const signed_message& message)
{
    // A dot in the id would let two messages share their signed bytes.
    DEFECTD_ASSERT(!message.id.empty() && message.id.find('.') == std::string_view::npos);
    return signature_v1(key, {message.id, seconds_text(message.attempted_at), message.body});
}

header_list standard_headers(const std::vector<signing_key>& keys, const signed_message& message)
{
    header_list headers{{"webhook-id", std::string(message.id)},
                        {"webhook-timestamp", seconds_text(message.attempted_at)}};
    std::string signature = signatures(keys, message);
    if (!signature.empty())
        headers.emplace_back("webhook-signature", std::move(signature));
    return headers;
}

}  // namespace defectd
