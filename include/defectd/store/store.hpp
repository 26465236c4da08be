// The one truth: snapshots, events, deliveries and their attempts, on disk.
//
// Synchronous; every call is one transaction and blocks until it is durable.  One thread at a
// time: the engine owns a worker thread for it.  Nothing here assumes that this process is the
// only one: claims are leases with a token, collections commit against a version.
//
// Every call throws store_error when the medium fails; nothing of the call is then kept.  Only after
// `fsync_failed` it may have been: the next start tells, and every further call fails the same way.
#ifndef DEFECTD_STORE_STORE_HPP
#define DEFECTD_STORE_STORE_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "defectd/defect/diff.hpp"
#include "defectd/defect/report_file.hpp"
#include "defectd/event/event.hpp"
#include "defectd/webhook/health.hpp"

namespace defectd {

/// Why the last collection of a scope failed; told once.
struct collection_failure {
    std::string reason;  ///< stable code
    std::string sha256;  ///< hex of the report refused; empty when there was none

    friend bool operator==(const collection_failure&, const collection_failure&) = default;
};

/// What is remembered of a scope besides its defects.
struct scope_record {
    scope of;
    std::string source;  ///< name of the source that last spoke for it
    scope_state state;
    std::optional<report_stamp> last_applied;
    std::optional<timestamp> last_good_at;      ///< commit time of the last good report
    std::optional<collection_failure> failing;  ///< set while the last collection failed
    std::uint64_t told = 0;                     ///< collection.* events so far; names the next one
};

/// Everything a collection needs to know before it compares.
struct scope_memory {
    scope_record record;                  ///< record.state is of this scope
    std::vector<tracked_defect> defects;  ///< of the whole account and marketplace, sorted by key
    std::uint64_t version = 0;            ///< of the account and marketplace; commit names it
};

/// An event and who gets it.
struct outbox_event {
    event told;
    std::vector<std::string> subscribers;  ///< names; empty when nobody asked; those not set are skipped
};

/// One collection's outcome: all of it is committed, or nothing.
struct collection_commit {
    scope_record record;
    std::uint64_t expected_version = 0;
    std::vector<tracked_defect> rows;  ///< written over those of the same key
    std::vector<outbox_event> events;  ///< an event whose id is known already is skipped, deliveries and all
    std::optional<file_mark> file;     ///< the file this was read from: no work from now on
    timestamp now;
};

/// Persistent: the names are in the API.
enum class delivery_state : std::uint8_t { pending, in_flight, delivered, exhausted, cancelled };
[[nodiscard]] std::string_view name_of(delivery_state state) noexcept;
[[nodiscard]] std::optional<delivery_state> delivery_state_named(std::string_view name) noexcept;

/// A delivery under lease: this process may attempt it until the lease ends.
struct claimed_delivery {
    std::int64_t id = 0;
    std::int64_t token = 0;  ///< fences: the outcome counts only under it
    std::string subscriber;
    int attempt = 1;          ///< 1-based number of the attempt to make, on the present schedule
    std::uint64_t round = 0;  ///< how often it was asked for again by hand; numbers its events
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
struct free_slots {
    std::string subscriber;
    int count = 0;
};

struct claim_request {
    std::string owner;  ///< names this process
    timestamp now;
    duration lease;                 ///< longer than the longest attempt
    std::vector<free_slots> slots;  ///< only these subscribers are looked at, in this order
    int most = 256;                 ///< over all of them
};

/// How an attempt ended.
struct attempt_record {
    std::int64_t delivery = 0;
    std::int64_t token = 0;
    delivery_state next = delivery_state::pending;  ///< pending, delivered or exhausted
    std::optional<timestamp> due_at;                ///< of the next attempt; set when pending
    /// False: cut off by shutdown; pending again, no attempt is kept, the schedule does not move.
    bool counts = true;
    /// Kept as an attempt, but the schedule does not move: it is sent again at once in another form.
    bool is_extra = false;
    timestamp started_at;
    timestamp ended_at;
    int status = 0;       ///< HTTP status; 0 when no answer came
    std::string failure;  ///< stable reason; empty on success
    std::string message;  ///< webhook-id of the message that carried it; empty when the event's own
    std::optional<outbox_event> told;  ///< delivery.exhausted; told only if the lease was still held
};

/// A subscriber's health changed.
struct health_change {
    subscriber_state state;
    std::optional<outbox_event> told;  ///< subscriber.disabled
};

/// What the dispatcher has to record, in this order.
struct ended_round {
    std::vector<attempt_record> attempts;
    std::vector<health_change> subscribers;
    timestamp now;
};

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
    std::string message;
};

struct delivery_history {
    delivery_record delivery;
    std::vector<attempt_entry> attempts;  ///< oldest first
};

/// An event with its place in the order of telling.
struct numbered_event {
    std::int64_t seq = 0;
    event told;
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
enum class again_outcome : std::uint8_t {
    due,          ///< pending, its schedule begins anew, now
    due_already,  ///< pending or in flight: nothing changed
    unknown,      ///< no such delivery, or its subscriber left the configuration
};

/// Which events are sent again by recover.
enum class recover_scope : std::uint8_t {
    not_delivered,  ///< those the subscriber never got: exhausted, cancelled, never its own
    all,            ///< those it got, too
};

/// What a round of settling gave.
struct settlement {
    std::vector<claimed_delivery> claimed;
    std::optional<timestamp> next_due;      ///< earliest pending delivery of the asked that is not due yet
    std::vector<std::int64_t> lost_leases;  ///< deliveries whose token was no longer ours; not overwritten
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
    std::vector<subscriber_overview> subscribers;  ///< sorted by name; those set now
    std::uint64_t events = 0;                      ///< still kept
};

class store {
public:
    virtual ~store() = default;

    /// Says who works from now on.  Where only one process can (SQLite), every older lease is void and its
    /// delivery pending again, its attempt not counted.
    virtual void take_over(const std::string& owner, timestamp now) = 0;

    /// Makes the list of subscribers known.  Pending deliveries of those no longer in it become cancelled; a changed
    /// URL lifts a disabling that failures brought; a changed order is applied to what is pending.
    virtual void set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now) = 0;

    /// Those set, sorted by name.
    [[nodiscard]] virtual std::vector<subscriber_state> subscriber_states() = 0;
    [[nodiscard]] virtual scope_memory load_scope(const scope& of) = 0;

    /// False, and nothing committed, when the account and marketplace moved on since it was loaded.
    [[nodiscard]] virtual bool commit_collection(const collection_commit& commit) = 0;

    /// Files of a source that are no work any more.
    [[nodiscard]] virtual std::vector<file_mark> seen_files(const std::string& source) = 0;
    /// Adds files that are no work although no collection read them, and forgets those that went away.
    virtual void remember_files(const std::string& source, std::span<const file_mark> add,
                                std::span<const file_mark> forget) = 0;

    /// One round of the dispatcher: records outcomes and claims what is due, in one transaction.
    /// Oldest due first within a subscriber; of one in order, only the first of each account that is not finished.
    /// Leases of other owners that ended make their deliveries pending again, the attempts not counted; those of the
    /// claiming owner last as long as it lives.  Nothing is written when there is nothing to record and nothing due.
    [[nodiscard]] virtual settlement settle(const ended_round& ended, const claim_request& claim) = 0;

    /// Deliveries that are not due yet become due now, for a subscriber that was enabled again.
    virtual void make_due(const std::string& subscriber, timestamp now) = 0;

    /// Sends again what is finished: its schedule begins anew, under the same event id.  One outcome an id.
    [[nodiscard]] virtual std::vector<again_outcome> redeliver(std::span<const std::int64_t> deliveries,
                                                               timestamp now) = 0;

    /// The events after `seq` told at `since` or later, oldest first, at most `most`.
    [[nodiscard]] virtual std::vector<numbered_event> events_after(std::int64_t seq, timestamp since,
                                                                   std::size_t most) = 0;

    /// Makes deliveries of these events for one subscriber, or sends again those there are; what is pending or in
    /// flight stays as it is.  Gives how many are due because of it.
    [[nodiscard]] virtual std::size_t recover(const std::string& subscriber,
                                              std::span<const std::int64_t> seqs, recover_scope which,
                                              timestamp now) = 0;

    /// Newest first.
    [[nodiscard]] virtual std::vector<delivery_record> deliveries(const list_filter& filter) = 0;
    [[nodiscard]] virtual std::optional<delivery_history> find_delivery(std::int64_t id) = 0;
    [[nodiscard]] virtual std::vector<numbered_event> events(const list_filter& filter) = 0;
    [[nodiscard]] virtual std::optional<numbered_event> find_event(const std::string& id) = 0;

    [[nodiscard]] virtual store_overview overview(timestamp now) = 0;

    /// The last `most` events, newest first; all of them with their bodies.
    [[nodiscard]] virtual std::vector<event> recent_events(std::size_t most) = 0;

    /// Deletes what is past its time: delivered and cancelled deliveries older than `retention` with their
    /// attempts, events nobody waits for that are as old, closed defects past closed_memory.
    /// At most `most_rows` a call, attempts not counted; returns how many it deleted.
    virtual std::size_t prune(timestamp now, duration retention, std::size_t most_rows) = 0;

    /// Housekeeping that a call somebody waits for would have to do otherwise: asked for while nobody waits.
    /// Does nothing while there is little to do.
    virtual void checkpoint() = 0;
};

}  // namespace defectd

#endif
