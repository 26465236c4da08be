// Certificates of a subscriber's own, as the operator's files hold them, and whether PEM texts can be some.  Pure: no
// file, no clock; that a certificate has expired is for the handshake to say.
#ifndef DEFECTD_WEBHOOK_TLS_IDENTITY_HPP
#define DEFECTD_WEBHOOK_TLS_IDENTITY_HPP

#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/result.hpp"
#include "defectd/base/secret.hpp"

namespace defectd {

/// PEM text; empty is none.
struct tls_identity {
    std::string ca;           ///< trusted instead of the system's CAs
    std::string certificate;  ///< the client's, followed by its chain
    secret key;               ///< the certificate's

    [[nodiscard]] bool empty() const noexcept { return ca.empty() && certificate.empty(); }
};

/// What keeps the text from being CAs to trust: it must hold at least one certificate, and only readable ones.
/// nullopt when nothing.  What stands between the certificates is passed over.
[[nodiscard]] std::optional<text_error> validate_ca(std::string_view pem);

/// What keeps the texts from being a client's certificate, followed by its chain, and its key: the key must not be
/// encrypted and must belong to the first certificate.  nullopt when nothing.  Never repeats the key.
[[nodiscard]] std::optional<text_error> validate_identity(std::string_view certificate_pem,
                                                          const secret& key_pem);

}  // namespace defectd

#endif
