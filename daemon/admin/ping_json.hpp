// What a ping brought, as the API shows it.
#ifndef DEFECTD_ADMIN_PING_JSON_HPP
#define DEFECTD_ADMIN_PING_JSON_HPP

#include <string>

#include "defectd/dispatch/ping.hpp"

namespace defectd {

/// {subscriber, event_id, outcome: "delivered" | "failed", status, failure, what, dns_ms, connect_ms, tls_ms,
///  first_byte_ms, total_ms, certificate_expires_at, body_head}; what is not known is null.
[[nodiscard]] std::string ping_json(const std::string& subscriber, const ping_result& ping);

}  // namespace defectd

#endif
