// Lists and counts for the API, and redelivery.
#ifndef DEFECTD_STORE_HISTORY_HPP
#define DEFECTD_STORE_HISTORY_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "defectd/store/collection.hpp"
#include "defectd/store/delivery_state.hpp"
#include "defectd/webhook/health.hpp"

namespace defectd {

/// A delivery as the API shows it.
struct delivery_record {
    std::int64_t id = 0;
    std::string subscriber;
    std::string event_id;
    std::string event_type;
    timestamp event_at;
    std::optional<std::string> account;  ///< nullopt when the event has none, as for the next member
    std::optional<std::string> marketplace_id;
    delivery_state state = delivery_state::pending;
    int attempts = 0;                      ///< attempts that count, over every retry schedule
    std::optional<timestamp> due_at;       ///< of the next attempt; set while pending
    std::optional<timestamp> finished_at;  ///< set when delivered, exhausted or cancelled
    int last_status = 0;                   ///< 0 when no answer came, or no attempt was made
    std::string last_failure;
};

/// An attempt as the API shows it.
struct attempt_entry {
    int number = 0;  ///< 1-based, over every retry schedule
    timestamp started_at;
    timestamp ended_at;
    int status = 0;          ///< 0 when no answer came
    std::string failure;     ///< stable reason; empty on success
    std::string message_id;  ///< webhook-id of the digest; empty when it is that of the event
};

/// A delivery with its attempts.
struct delivery_history {
    delivery_record delivery;
    std::vector<attempt_entry> attempts;  ///< oldest first
};

/// An event and its number in the order in which events were emitted.
struct numbered_event {
    std::int64_t seq = 0;
    defectd::event event;
};

/// Which deliveries or events are listed.  A member that is not set filters nothing.
struct list_filter {
    std::optional<std::string> account{};
    std::optional<std::string> marketplace_id{};
    std::optional<std::string> subscriber{};
    std::optional<delivery_state> state{};  ///< deliveries only
    std::optional<timestamp> since{};       ///< events emitted at this time or later
    std::optional<std::int64_t>
        before{};     ///< only ids (deliveries) or seqs (events) below it, for the next page
    int limit = 100;  ///< 1 … 1000
};

/// What became of a redelivery.
enum class redeliver_result : std::uint8_t {
    due,          ///< it is pending and due now, with a full retry schedule
    due_already,  ///< it was pending or in flight, and stays so
    unknown,      ///< there is no such delivery, or its subscriber was removed from the configuration
};

/// Which events a recovery sends.
enum class recover_scope : std::uint8_t {
    not_delivered,  ///< those that were exhausted, cancelled or never sent to the subscriber
    all,            ///< delivered ones, too
};

/// The defects of a scope in numbers.
struct scope_overview {
    scope_record record;
    std::uint64_t open = 0;  ///< open defects that belong to the scope
    std::uint64_t pending_clears =
        0;  ///< those of them that are missing in the last report, not confirmed yet
};

/// The deliveries of a subscriber in numbers.
struct subscriber_overview {
    std::string name;
    std::uint64_t due = 0;        ///< pending, due now
    std::uint64_t scheduled = 0;  ///< pending, due later
    std::uint64_t in_flight = 0;
    std::uint64_t delivered = 0;  ///< those in the store; pruning lowers it
    std::uint64_t exhausted = 0;
    std::optional<timestamp> oldest_due_at;  ///< of those due now
    subscriber_health health;
};

/// The whole store in numbers.
struct store_overview {
    std::vector<scope_overview> scopes;            ///< sorted by scope
    std::vector<source_record> failing_sources;    ///< sources whose folders cannot be listed, sorted by name
    std::vector<subscriber_overview> subscribers;  ///< the configured ones, sorted by name
    std::uint64_t events = 0;                      ///< those in the store
};

}  // namespace defectd

#endif
