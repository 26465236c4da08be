// How long a receiver's certificate holds.
#ifndef DEFECTD_HTTP_TLS_PEER_CERTIFICATE_HPP
#define DEFECTD_HTTP_TLS_PEER_CERTIFICATE_HPP

#include <optional>

#include "defectd/base/time.hpp"

struct x509_st;

namespace defectd {

/// Its notAfter; nullopt when there is no certificate, or none that says it readably.
[[nodiscard]] std::optional<timestamp> expiry_of(const x509_st* certificate);

/// From now to its notAfter by the system's clock; zero when that is past or not known.
[[nodiscard]] std::chrono::seconds life_left(const x509_st* certificate);

}  // namespace defectd

#endif
