// The formats that programs read; each makes the payload of one event.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_FORMATS_HPP
#define DEFECTD_EVENT_PAYLOAD_FORMATS_HPP

#include "defectd/event/payload.hpp"
#include "payload/chat.hpp"

namespace defectd::payloads {

/// Returns the event in the JSON format or as HTTP headers and `data`, as rules.mode says.
[[nodiscard]] payload make_cloudevents(const payload_rules& rules, const stored_event& ev);
/// Returns a call that triggers an alert, or resolves it.  It contains the routing key, which is a secret.
[[nodiscard]] payload make_pagerduty(const payload_rules& rules, const stored_event& ev);

/// Returns the layout of a chat; null for a format that programs read.
[[nodiscard]] const chat_format* chat_of(payload_format format) noexcept;

}  // namespace defectd::payloads

#endif
