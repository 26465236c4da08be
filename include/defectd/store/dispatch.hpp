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

/// A delivery under lease: until the lease ends, this process and no other attempts it.
struct claimed_delivery {
    std::int64_t id = 0;
    std::int64_t token = 0;  ///< fencing token: a result under an older one is not recorded
    std::string subscriber;
    int attempt = 1;                 ///< 1-based number of the attempt to make, on the present schedule
    std::uint64_t resend_count = 0;  ///< redeliveries and recoveries so far; part of the ids of its events
    std::string event_id;
    std::string event_type;
    std::string body;
    timestamp event_at;
};

/// What the store needs to know of a configured subscriber.
struct subscriber_setup {
    std::string name;
    std::string url_digest;  ///< hash of its URL in hex: a change enables a subscriber that failures disabled
    bool in_order = false;   ///< an event waits until the one before it of its account is finished
};

/// A subscriber's health.  It survives restarts.
struct subscriber_state {
    std::string name;
    subscriber_health health;
};

/// How many deliveries of a subscriber may be claimed now.
struct subscriber_slots {
    std::string subscriber;
    int count = 0;  ///< at least 0
};

/// What a round of the dispatcher claims.
struct claim_request {
    std::string owner;  ///< names this process in leases
    timestamp now;
    duration lease;                       ///< longer than the longest attempt
    std::vector<subscriber_slots> slots;  ///< deliveries of no other subscriber are claimed; in this order
};

/// How an attempt at one delivery ended, or that a claimed delivery was not sent.
struct attempt_record {
    std::int64_t delivery = 0;
    std::int64_t token = 0;
    delivery_state next = delivery_state::pending;  ///< pending, delivered or exhausted
    std::optional<timestamp> due_at;  ///< of the next attempt, when pending; nullopt leaves it as it is
    /// False when the attempt never began or shutdown cut it off: the delivery is pending again, no attempt is stored,
    /// and the retry schedule does not advance.
    bool counts = true;
    /// True when the next attempt is made at once in another form: the attempt is stored, and the retry schedule
    /// does not advance.
    bool is_extra = false;
    timestamp started_at;
    timestamp ended_at;
    int status = 0;          ///< HTTP status; 0 when no answer came
    std::string failure;     ///< stable reason; empty on success
    std::string message_id;  ///< webhook-id of the message that carried it; empty when the event's own
    std::optional<outbox_event> event;  ///< delivery.exhausted; emitted only if the lease was still held
};

/// A subscriber's new health.
struct health_change {
    subscriber_state state;
    std::optional<outbox_event> event;  ///< subscriber.disabled
};

/// What ended since the last round of the dispatcher, in the order of recording.
struct round_results {
    std::vector<attempt_record> attempts;
    std::vector<health_change> subscribers;
    timestamp now;
};

/// When the first delivery of a subscriber's queue is due.
struct queue_head {
    std::string subscriber;
    std::optional<timestamp>
        due_at;  ///< may be past; nullopt when no delivery is pending or all wait for another one

    friend bool operator==(const queue_head&, const queue_head&) = default;
};

/// What a round of the dispatcher claimed and recorded.
struct claim_result {
    std::vector<claimed_delivery> claimed;  ///< by subscriber as requested, then oldest due first
    /// The state after the round, of the requested subscribers and of those whose queue changed since the last round.
    std::vector<queue_head> heads;
    std::vector<std::int64_t> lost_leases;  ///< deliveries whose lease had ended; their records were dropped
};

}  // namespace defectd

#endif
