// What a round of the dispatcher claims and records.
#ifndef DEFECTD_STORE_DISPATCH_HPP
#define DEFECTD_STORE_DISPATCH_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "defectd/store/collection.hpp"
#include "defectd/store/delivery_state.hpp"
#include "defectd/webhook/health.hpp"

namespace defectd {

/// A delivery under lease: this process may attempt it until the lease ends.
struct claimed_delivery {
    std::int64_t id = 0;
    std::int64_t token = 0;  ///< fences: the outcome counts only under it
    std::string subscriber;
    int attempt = 1;                 ///< 1-based number of the attempt to make, on the present schedule
    std::uint64_t resend_count = 0;  ///< how often it was asked for again manually; numbers its events
    std::string event_id;
    std::string event_type;
    std::string body;
    timestamp event_at;
};

/// A subscriber of the configuration, as far as the store knows it.
struct subscriber_setup {
    std::string name;
    std::string url_digest;  ///< hex of a hash of its URL: a changed one lifts a disabling by failures
    bool in_order = false;   ///< of one account's events the next waits for the one before
};

/// A subscriber's health, as kept over restarts.
struct subscriber_state {
    std::string name;
    subscriber_health health;
};

/// How many deliveries a subscriber may be given now.
struct subscriber_slots {
    std::string subscriber;
    int count = 0;
};

struct claim_request {
    std::string owner;  ///< names this process
    timestamp now;
    duration lease;                       ///< longer than the longest attempt
    std::vector<subscriber_slots> slots;  ///< only these subscribers are looked at, in this order
};

/// How an attempt ended.
struct attempt_record {
    std::int64_t delivery = 0;
    std::int64_t token = 0;
    delivery_state next = delivery_state::pending;  ///< pending, delivered or exhausted
    std::optional<timestamp> due_at;  ///< of the next attempt; when pending, and not set: as before
    /// False: never begun, or cut off by shutdown; pending again, no attempt is kept, the schedule does not move.
    bool counts = true;
    /// Kept as an attempt, but the schedule does not move: it is sent again at once in another form.
    bool is_extra = false;
    timestamp started_at;
    timestamp ended_at;
    int status = 0;          ///< HTTP status; 0 when no answer came
    std::string failure;     ///< stable reason; empty on success
    std::string message_id;  ///< webhook-id of the message that carried it; empty when the event's own
    std::optional<outbox_event> event;  ///< delivery.exhausted; told only if the lease was still held
};

/// A subscriber's health changed.
struct health_change {
    subscriber_state state;
    std::optional<outbox_event> event;  ///< subscriber.disabled
};

/// What the dispatcher has to record, in this order.
struct round_results {
    std::vector<attempt_record> attempts;
    std::vector<health_change> subscribers;
    timestamp now;
};

/// What stands first in a subscriber's queue.
struct queue_head {
    std::string subscriber;
    std::optional<timestamp> due_at;  ///< past or to come; nullopt when nothing there may go

    friend bool operator==(const queue_head&, const queue_head&) = default;
};

/// What a round claimed.
struct claim_result {
    std::vector<claimed_delivery> claimed;
    /// Behind all this, of the asked and of everyone whose queue another call changed since the last call.
    std::vector<queue_head> heads;
    std::vector<std::int64_t> lost_leases;  ///< deliveries whose token was no longer ours; not overwritten
};

}  // namespace defectd

#endif
