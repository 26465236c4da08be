// Sends every due delivery to its subscriber: claims it, posts it, records the result.
#ifndef DEFECTD_DISPATCH_DISPATCHER_HPP
#define DEFECTD_DISPATCH_DISPATCHER_HPP

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/runtime/async_event.hpp"
#include "defectd/runtime/async_mutex.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/runtime/task_group.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

class attempt_results;
class queue_scheduler;
class subscriber_queue;
struct ended_attempt;
struct message;

/// What the dispatcher works with.  Every reference must outlive it.
struct dispatcher_deps {
    defectd::clock& clock;
    log_sink& log;
    random_source& random;
    store_worker& store;
    http_client& http;
    std::span<const subscriber_config> subscribers;
    int max_in_flight = 256;  ///< attempts at the same time, over all subscribers; at least 1
    std::string owner;        ///< names this process in leases; different for each run
};

/// A command of the operator to a subscriber.
enum class subscriber_command {
    enable,   ///< forgets why it was disabled, and makes its pending deliveries due
    disable,  ///< sends nothing until it is enabled
    pause,    ///< sends nothing until it is resumed
    resume,   ///< ends a pause; failures and a hold stay
};

/// The present state of a subscriber.
struct subscriber_view {
    subscriber_health health;
    int in_flight = 0;         ///< attempts under way
    int concurrency = 0;       ///< attempts at a time while it is well: configured, or learnt so far
    std::string last_failure;  ///< a stable word; empty when the last attempt succeeded, or there was none
    std::optional<timestamp> certificate_expires_at;  ///< the receiver's, as seen last
};

/// Works in rounds, one at a time.  Each records in one transaction what ended since the last round and claims what
/// is due: a slow disk makes rounds larger, and a fast one adds no wait.  Loop thread only.
class dispatcher {
public:
    dispatcher(const asio::any_io_executor& loop, dispatcher_deps deps);
    ~dispatcher();

    /// Runs until stop(), then drains.  Ends when no attempt is under way and every result is recorded.  Throws the
    /// store_error after which the process must end.
    [[nodiscard]] task<void> run();

    /// Starts a round, because new deliveries may be due.
    void wake() { wake_.notify(); }

    /// Ends run(): claims nothing more.  Attempts under way may end until `until`; then they are cancelled, and their
    /// deliveries stay pending.
    void stop(timestamp until);

    /// Ends when the change is durable.  Throws the store_error after which the process must end.
    /// @pre  `subscriber` is configured
    [[nodiscard]] task<void> command(std::string subscriber, subscriber_command what);

    /// Returns the present state of a subscriber.
    /// @pre  `subscriber` is configured
    [[nodiscard]] subscriber_view look(const std::string& subscriber) const;

    /// Returns how many attempts are under way.
    [[nodiscard]] int in_flight() const noexcept { return in_flight_; }

private:
    [[nodiscard]] task<void> recall_health();
    [[nodiscard]] claim_request claim_nothing() const;
    [[nodiscard]] claim_request next_claim();
    [[nodiscard]] task<std::vector<claimed_delivery>> record_and_claim(claim_request claim);
    void note_heads(const std::vector<queue_head>& heads);
    [[nodiscard]] task<void> wait_for_work();
    void take(std::vector<claimed_delivery> claimed);
    void start_what_fits();
    void start_next(subscriber_queue& queue, timestamp now);
    [[nodiscard]] task<void> attempt(subscriber_queue& queue, message carried, int in_flight);
    void apply(subscriber_queue& queue, const ended_attempt& ended);
    void change_health(subscriber_queue& queue, health_change change);
    void release_unsent(subscriber_queue& queue);
    [[nodiscard]] task<void> drain();
    [[nodiscard]] subscriber_queue& queue_of(const std::string& subscriber) const;

    dispatcher_deps deps_;
    duration lease_;
    std::unique_ptr<queue_scheduler> scheduler_;
    std::unique_ptr<attempt_results> results_;
    async_mutex record_mutex_;  ///< rounds are recorded in the order in which they took their results
    int in_flight_ = 0;         ///< over all subscribers; an attempt counts until its result is in results_
    task_group attempts_;
    async_event wake_;
    bool is_recalled_ = false;  ///< the queues have the health that the store had at start
    bool is_stopping_ = false;
    timestamp drain_until_;
};

}  // namespace defectd

#endif
