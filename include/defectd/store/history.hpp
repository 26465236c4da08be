// What people look at, and what they ask to be sent again.
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

/// A delivery as people look at it.
struct delivery_record {
    std::int64_t id = 0;
    std::string subscriber;
    std::string event_id;
    std::string event_type;
    timestamp event_at;
    std::optional<std::string> account;  ///< nullopt when the event has none, as the next
    std::optional<std::string> marketplace_id;
    delivery_state state = delivery_state::pending;
    int attempts = 0;                      ///< all that were made and count, over every schedule
    std::optional<timestamp> due_at;       ///< of the next attempt; set while pending
    std::optional<timestamp> finished_at;  ///< set when delivered, exhausted or cancelled
    int last_status = 0;                   ///< 0 when no answer came, or no attempt was made
    std::string last_failure;
};

/// An attempt as people look at it.
struct attempt_entry {
    int number = 0;
    timestamp started_at;
    timestamp ended_at;
    int status = 0;
    std::string failure;
    std::string message_id;
};

struct delivery_history {
    delivery_record delivery;
    std::vector<attempt_entry> attempts;  ///< oldest first
};

/// An event with its place in the order of telling.
struct numbered_event {
    std::int64_t seq = 0;
    defectd::event event;
};

/// What is listed, newest first; members not set let everything pass.
struct list_filter {
    std::optional<std::string> account{};
    std::optional<std::string> marketplace_id{};
    std::optional<std::string> subscriber{};
    std::optional<delivery_state> state{};  ///< deliveries only
    std::optional<timestamp> since{};       ///< events told at this time or later
    std::optional<std::int64_t> before{};   ///< only ids (deliveries) or seqs (events) below: the next page
    int limit = 100;                        ///< 1 … 1000
};

/// What became of a wish to send again.
enum class redeliver_result : std::uint8_t {
    due,          ///< pending, its schedule begins again, now
    due_already,  ///< pending or in flight: nothing changed
    unknown,      ///< no such delivery, or its subscriber left the configuration
};

/// Which events are sent again by recover.
enum class recover_scope : std::uint8_t {
    not_delivered,  ///< those the subscriber never got: exhausted, cancelled, never its own
    all,            ///< those it got, too
};

struct scope_overview {
    scope_record record;
    std::uint64_t open = 0;            ///< open defects that belong to the scope
    std::uint64_t pending_clears = 0;  ///< of them, missing but not confirmed
};

struct subscriber_overview {
    std::string name;
    std::uint64_t due = 0;        ///< pending, due now
    std::uint64_t scheduled = 0;  ///< pending, due later
    std::uint64_t in_flight = 0;
    std::uint64_t delivered = 0;  ///< still kept: pruning lowers it
    std::uint64_t exhausted = 0;
    std::optional<timestamp> oldest_due_at;  ///< of those due now
    subscriber_health health;
};

struct store_overview {
    std::vector<scope_overview> scopes;            ///< sorted by scope
    std::vector<source_record> failing_sources;    ///< sorted by name; whose folders cannot be listed
    std::vector<subscriber_overview> subscribers;  ///< sorted by name; those set now
    std::uint64_t events = 0;                      ///< still kept
};

}  // namespace defectd

#endif
