// Certificates of a subscriber's own, as the operator's files hold them.
#ifndef DEFECTD_WEBHOOK_TLS_IDENTITY_HPP
#define DEFECTD_WEBHOOK_TLS_IDENTITY_HPP

#include <string>

#include "defectd/base/secret.hpp"

namespace defectd {

/// PEM text; empty is none.
struct tls_identity {
    std::string ca;           ///< trusted instead of the system's CAs
    std::string certificate;  ///< the client's, its chain behind it
    secret key;               ///< the certificate's

    [[nodiscard]] bool empty() const noexcept { return ca.empty() && certificate.empty(); }
};

}  // namespace defectd

#endif
