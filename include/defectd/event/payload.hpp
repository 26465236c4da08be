// What is posted for an event, by the kind of receiver.  Pure; one file per format.
//
// Sources: Standard Webhooks 1.0.0; CloudEvents 1.0.2 with its JSON and HTTP bindings; Slack Block Kit; Adaptive
// Cards 1.4 as Workflows of Microsoft Teams take them; Discord webhooks; PagerDuty Events API v2.
#ifndef DEFECTD_EVENT_PAYLOAD_HPP
#define DEFECTD_EVENT_PAYLOAD_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/base/secret.hpp"
#include "defectd/base/time.hpp"

namespace defectd {

/// Persistent: the names are in the configuration.
enum class payload_format : std::uint8_t { standard, cloudevents, slack, teams, discord, pagerduty };
[[nodiscard]] std::string_view name_of(payload_format format) noexcept;

enum class cloudevents_mode : std::uint8_t { structured, binary };

/// An operator's wording of chat messages: text with fields in braces, "{order_id}".  docs/formats.md lists them.
struct message_wording {
    std::optional<std::string> title;  ///< of a message about one event
    std::optional<std::string> line;   ///< its one line of text, and the line of each event in a digest
};

/// Returns what is wrong with a wording (an unknown field, a lone brace, a format specification) and which
/// fields there are; nullopt when nothing is wrong.
[[nodiscard]] std::optional<text_error> validate_wording(std::string_view wording);

/// How the events of a subscriber are written.
struct payload_rules {
    payload_format format = payload_format::standard;
    cloudevents_mode mode = cloudevents_mode::structured;
    secret routing_key;       ///< pagerduty only
    message_wording wording;  ///< slack, teams, discord only
};

/// An event as it is stored.  The texts that the views refer to must outlive the call.
struct stored_event {
    std::string_view id;
    std::string_view type;
    timestamp at;
    std::string_view body;  ///< standard JSON
};

/// The bytes to send and what they are.
struct payload {
    std::string content_type;
    std::vector<std::pair<std::string, std::string>>
        headers;  ///< in addition to content-type: `ce-*` of the binary mode
    std::string body;
};

/// How much a payload carries.  A receiver that rejects one form gets the next, so that an event that it cannot
/// accept holds back no other event.
enum class payload_form : std::uint8_t {
    digest,     ///< as many events as one message may carry, where the subscriber has a digest; else one
    single,     ///< one event
    text_only,  ///< one event as its fallback text alone
};

/// Returns whether a message in this format can contain several events.
[[nodiscard]] bool can_fold(payload_format format) noexcept;

/// Returns whether the format has a text-only form.
[[nodiscard]] bool has_text_form(payload_format format) noexcept;

/// Returns the payload of one event.  It keeps every limit of the receiver; texts are cut where necessary.
[[nodiscard]] payload make_payload(const payload_rules& rules, const stored_event& ev,
                                   payload_form form = payload_form::single);

/// A message with several events, and the number of events from the front of the list that it contains: at least
/// one, and as many as the limits of the receiver permit.
struct folded_payload {
    payload content;
    std::size_t event_count = 0;
};
/// @pre  the format can fold; `events` is not empty
[[nodiscard]] folded_payload fold(const payload_rules& rules, std::span<const stored_event> events);

/// Returns the webhook-id of a message: the id of its event, or one that is derived from the ids of several.
[[nodiscard]] std::string message_id(std::span<const std::string> event_ids);

}  // namespace defectd

#endif
