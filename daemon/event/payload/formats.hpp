// The formats that programs read; each makes the payload of one event.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_FORMATS_HPP
#define DEFECTD_EVENT_PAYLOAD_FORMATS_HPP

#include "defectd/event/payload.hpp"
#include "payload/chat.hpp"

namespace defectd::payloads {

[[nodiscard]] payload make_cloudevents(const payload_rules& rules, const stored_event& ev);
[[nodiscard]] payload make_pagerduty(const payload_rules& rules, const stored_event& ev);

/// The chat's way of writing; null for the formats of programs.
[[nodiscard]] const chat_format* chat_of(payload_format format) noexcept;

}  // namespace defectd::payloads

#endif
