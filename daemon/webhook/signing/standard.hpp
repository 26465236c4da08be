// The symmetric signature of Standard Webhooks, shared by signing and verification.
#ifndef DEFECTD_WEBHOOK_SIGNING_STANDARD_HPP
#define DEFECTD_WEBHOOK_SIGNING_STANDARD_HPP

#include <string>
#include <string_view>

#include "defectd/base/secret.hpp"

namespace defectd {

/// What is signed, as it stands in the headers and on the wire.
struct signed_parts {
    std::string_view id;
    std::string_view seconds;
    std::string_view body;
};

/// "v1,<base64 of HMAC-SHA256(key, id.seconds.body)>".
/// @pre the key is not empty
[[nodiscard]] std::string signature_v1(const secret& key, const signed_parts& parts);

}  // namespace defectd

#endif
