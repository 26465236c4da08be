// An event: something that happened, told once and for ever under one id.
// Pure; bodies are the JSON of docs/events.md, byte for byte what is signed and sent.
#ifndef DEFECTD_EVENT_EVENT_HPP
#define DEFECTD_EVENT_EVENT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "defectd/defect/diff.hpp"

namespace defectd {

/// Event types.  Persistent: these words are on the wire, in filters and in the store.
namespace event_type {
inline constexpr std::string_view defect_created = "defect.created";
inline constexpr std::string_view defect_updated = "defect.updated";
inline constexpr std::string_view defect_cleared = "defect.cleared";
inline constexpr std::string_view defect_expired = "defect.expired";
inline constexpr std::string_view baseline_recorded = "baseline.recorded";
inline constexpr std::string_view collection_failed = "collection.failed";
inline constexpr std::string_view collection_recovered = "collection.recovered";
inline constexpr std::string_view collection_quarantined = "collection.quarantined";
inline constexpr std::string_view collection_stale = "collection.stale";
inline constexpr std::string_view odr_threshold_crossed = "odr.threshold_crossed";
inline constexpr std::string_view subscriber_disabled = "subscriber.disabled";
inline constexpr std::string_view delivery_exhausted = "delivery.exhausted";
inline constexpr std::string_view webhook_ping = "webhook.ping";
}  // namespace event_type

/// Immutable once made.
struct event {
    std::string id;  ///< "evt_" + 26 characters, derived from what changed; the webhook-id of every delivery
    std::string type;  ///< one of event_type
    timestamp at;      ///< the commit's time
    std::string body;  ///< standard JSON: {"type", "timestamp", "data"}, at most `max_body_bytes` bytes

    // What subscriber filters look at; nullopt when the event lacks the member.
    std::optional<std::string> account;
    std::optional<std::string> marketplace_id;
    std::optional<fulfillment> channel;
    std::optional<defect_type> type_of_defect;
};

/// Standard Webhooks 1.0.0 asks to keep payloads under 20 kB.
inline constexpr std::size_t max_body_bytes = 20'000;

/// Characters of a defect's `value` that an event carries; the rest is cut.
inline constexpr std::size_t max_value_length = 200;

/// What all events of one collection share.
struct collection_facts {
    report_scope scope;
    std::string source;         ///< the source's name
    std::string report_sha256;  ///< hex
    timestamp collected_at;
    std::uint64_t rows = 0;
    window days;
    window_rule rule;
    timestamp now;  ///< the commit's time
};

/// defect.created, .updated, .cleared or .expired, by the change's kind.
[[nodiscard]] event make_defect_event(const defect_change& change, const collection_facts& facts);

/// baseline.recorded with `counts`.
[[nodiscard]] event make_baseline_event(const defect_counts& counts, const collection_facts& facts);

/// What a collection.* event is about; makes its id together with the sequence kept with it.
enum class collection_subject : std::uint8_t { scope, source };

/// Why a collection failed, is held back, or has recovered.
struct collection_problem {
    std::string_view type{};  ///< one of event_type::collection_*
    collection_subject about = collection_subject::scope;
    std::string source{};
    scope_parts scope{};         ///< whole, when it is about a scope
    std::string reason{};        ///< a stable code: "truncated"; empty is JSON null (recovered)
    std::string message{};       ///< for a person, without order ids; empty is null
    std::string file{};          ///< empty is null
    std::uint64_t line = 0;      ///< 1-based; 0 is null
    std::uint64_t sequence = 0;  ///< kept with the scope or the source; makes the id
    timestamp now{};
};
[[nodiscard]] event make_collection_event(const collection_problem& problem);

/// True for events about sending itself: their deliveries never make another event.
[[nodiscard]] bool is_about_sending(std::string_view type) noexcept;

/// subscriber.disabled
struct subscriber_problem {
    std::string subscriber;
    std::string_view reason;     ///< a stable word
    timestamp since;             ///< of failing
    std::uint64_t sequence = 0;  ///< kept with the subscriber; makes the id
    timestamp now;
};
[[nodiscard]] event make_subscriber_event(const subscriber_problem& problem);

/// delivery.exhausted
struct delivery_problem {
    std::int64_t delivery = 0;
    std::string event_id;
    std::string event_type;
    std::string subscriber;
    int attempts = 0;
    int last_status = 0;             ///< 0 when no answer came: null
    std::uint64_t resend_count = 0;  ///< kept with the delivery; makes the id
    timestamp now;
};
[[nodiscard]] event make_delivery_event(const delivery_problem& problem);

/// webhook.ping, sent manually and never kept.  @param nonce  makes the id
[[nodiscard]] event make_ping_event(const std::string& subscriber, std::string_view nonce, timestamp now);

/// `body` with a leading "id" member, one line: what `diff`, `collect --dry-run` and `events` print.
[[nodiscard]] std::string with_leading_id(const event& ev);

}  // namespace defectd

#endif
