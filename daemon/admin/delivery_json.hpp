// Deliveries, their attempts, and the result of a ping, as the API shows them.
#ifndef DEFECTD_ADMIN_DELIVERY_JSON_HPP
#define DEFECTD_ADMIN_DELIVERY_JSON_HPP

#include <boost/json/object.hpp>

#include "defectd/dispatch/ping.hpp"
#include "defectd/store/store.hpp"

#include <string>

namespace defectd {

/// Returns {id, subscriber, state, event_id, event_type, event_at, account, marketplace_id, attempt_count, due_at,
/// finished_at, last_status, last_failure}.  Times are RFC 3339, and what is not known is null.
[[nodiscard]] boost::json::object delivery_object(const delivery_record& delivery);

/// Returns the same with "attempts": [{number, started_at, ended_at, duration_ms, status, failure, message}], where
/// `message` is the webhook-id of the digest that carried the event, and null when the event was sent by itself.
[[nodiscard]] boost::json::object delivery_object(const delivery_history& history);

/// {subscriber, event_id, outcome: "delivered" | "failed", status, failure, what, dns_ms, connect_ms, tls_ms,
///  first_byte_ms, total_ms, certificate_expires_at, body_head}; what is not known is null.
[[nodiscard]] std::string ping_json(const std::string& subscriber, const ping_result& ping);

}  // namespace defectd

#endif
