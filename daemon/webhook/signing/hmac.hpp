// HMAC-SHA256 (RFC 2104) over OpenSSL, which all schemes but Ed25519 sign with.
#ifndef DEFECTD_WEBHOOK_SIGNING_HMAC_HPP
#define DEFECTD_WEBHOOK_SIGNING_HMAC_HPP

#include <initializer_list>
#include <string>
#include <string_view>

#include "defectd/base/secret.hpp"

namespace defectd {

/// The 32 bytes of the code of the pieces one after the other.
/// @pre the key is not empty
[[nodiscard]] std::string hmac_sha256(const secret& key, std::initializer_list<std::string_view> pieces);

}  // namespace defectd

#endif
