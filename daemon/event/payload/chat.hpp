// What Slack, Teams and Discord have in common: a message in their markup, cut to lengths that all of them
// accept, and one table entry per receiver for the layout.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_CHAT_HPP
#define DEFECTD_EVENT_PAYLOAD_CHAT_HPP

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "payload/message.hpp"
#include "payload/plain_text.hpp"

namespace defectd::payloads {

// Units, after escaping.  The tightest: Slack's header has 150, and all texts below, three bytes a unit, leave
// room under the 13 000 bytes of its blocks.
inline constexpr std::size_t max_title_length = 140;
inline constexpr std::size_t max_text_length = 1000;
inline constexpr std::size_t max_line_length = 500;
inline constexpr std::size_t max_label_length = 40;
inline constexpr std::size_t max_fact_length = 200;
inline constexpr std::size_t max_origin_length = 150;

/// A message with every text in the receiver's markup and within the lengths above.
struct chat_message {
    severity level = severity::notice;
    timestamp at;
    std::string title;
    std::string text;  ///< below the title; may be empty
    std::string line;  ///< in a digest
    std::vector<labelled> facts;
    place where;
    std::string origin;
};

/// Several events in one message.
struct chat_digest {
    severity level = severity::notice;  ///< of the most urgent
    std::string title;                  ///< in the receiver's markup
    std::span<const chat_message> messages;
};

/// How one receiver writes.
struct chat_format {
    escape escaped;
    /// Returns the body for one event.
    std::string (*one)(const chat_message& msg, payload_form form);
    /// Returns the body for several events; nullopt when they exceed a limit of the receiver.
    std::optional<std::string> (*several)(const chat_digest& digest);
};

extern const chat_format slack_format;
extern const chat_format teams_format;
extern const chat_format discord_format;

/// Returns the message in the markup of `format`, and in the operator's words where these have all their fields.
[[nodiscard]] chat_message chat_message_of(const message& msg, const stored_event& ev,
                                           const message_wording& wording, const chat_format& format);

/// Returns a symbol such as "🔴" for receivers that cannot show the urgency as a colour.
[[nodiscard]] std::string_view sign_of(severity level) noexcept;

}  // namespace defectd::payloads

#endif
