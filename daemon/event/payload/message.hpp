// What a person is told of an event, in plain English and before any receiver's form: what happened, to which
// order, what to do by when, and where.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_MESSAGE_HPP
#define DEFECTD_EVENT_PAYLOAD_MESSAGE_HPP

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/event/payload.hpp"
#include "payload/facts.hpp"

namespace defectd::payloads {

/// How urgent a message is, least urgent first.  Persistent: the names are values of the template field {severity}.
enum class severity : std::uint8_t { good, notice, warning, error, critical };
[[nodiscard]] std::string_view name_of(severity level) noexcept;

/// A fact with its name.
struct labelled {
    std::string label;
    std::string value;
};

/// A field of a wording and its value; "-" stands for what the event should tell but does not know.
struct wording_field {
    std::string_view name;
    std::string value;
};

/// Where to act.  Both empty when there is no such place.
struct place {
    std::string text;  ///< "Open order in Seller Central"
    std::string url;   ///< percent-encoded https
};

/// Every text is one line of plain text, without markup and of any length.
struct message {
    severity level = severity::notice;
    std::string title;            ///< "New A-to-z claim on order 114-9015286-0066649"
    std::string advice;           ///< what to do, below the title of a message about this event alone
    std::string line;             ///< complete in itself: the line of a digest
    std::vector<labelled> facts;  ///< at most `max_facts`, the most important first
    place where;
    std::string account;                ///< "acme (US)"
    std::string origin;                 ///< "acme-us-mfn, 2026-11-23 11:00 UTC"
    std::vector<wording_field> fields;  ///< those that events of this type have
};

inline constexpr std::size_t max_facts = 10;

/// The message of any event; of an unknown type its name and what it holds.
[[nodiscard]] message message_of(const stored_event& ev);

/// Every field that some type of event has, in the order of docs/formats.md.
[[nodiscard]] std::span<const std::string_view> wording_fields() noexcept;

// One function a family of types; each fills title, advice, line, facts, place and the fields of its own.
// Type, time, severity, title, line and link are added for all.
[[nodiscard]] message describe_defect(const event_facts& facts);
[[nodiscard]] message describe_baseline(const event_facts& facts);
[[nodiscard]] message describe_collection(const event_facts& facts);
[[nodiscard]] message describe_odr(const event_facts& facts);
[[nodiscard]] message describe_subscriber(const event_facts& facts);
[[nodiscard]] message describe_exhausted(const event_facts& facts);
[[nodiscard]] message describe_ping(const event_facts& facts);
[[nodiscard]] message describe_unknown(const event_facts& facts);

}  // namespace defectd::payloads

#endif
