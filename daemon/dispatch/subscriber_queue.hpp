// The deliveries that are claimed for one subscriber, and which of them may be sent now.  No I/O, no clock.
#ifndef DEFECTD_DISPATCH_SUBSCRIBER_QUEUE_HPP
#define DEFECTD_DISPATCH_SUBSCRIBER_QUEUE_HPP

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/webhook/concurrency.hpp"
#include "fair_queue.hpp"
#include "message.hpp"

namespace defectd {

/// As many times the messages that may be under way are claimed, so that the next ones are prefetched while a round is
/// committed.
inline constexpr int prefetch_factor = 3;

/// Deliveries pass through it in this order: requested, prefetched, in flight.  What limits them: the subscriber's
/// health, its concurrency, its rate limit, and the window of its digest.  Loop thread only.
class subscriber_queue {
public:
    /// `subscriber` must outlive the queue.
    /// @param number  its index among all queues
    subscriber_queue(const subscriber_config& subscriber, std::size_t number);
    subscriber_queue(const subscriber_queue&) = delete;
    subscriber_queue& operator=(const subscriber_queue&) = delete;

    [[nodiscard]] const subscriber_config& subscriber() const noexcept { return subscriber_; }
    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    [[nodiscard]] const subscriber_health& health() const noexcept { return health_; }
    void set_health(const subscriber_health& health) { health_ = health; }

    /// Returns how many messages may be under way at the same time: none while the subscriber is disabled, paused
    /// or held, one while it fails, else concurrency().
    [[nodiscard]] int slots(timestamp now) const noexcept;
    /// Returns the configured concurrency, else what was learnt from the receiver.
    [[nodiscard]] int concurrency() const noexcept;
    /// Learns from an attempt, unless the concurrency is configured.
    void note_load(const load_sample& ended) noexcept;

    /// Returns the demand for slots of attempts: messages under way, and whether one more can start now.
    [[nodiscard]] fair_queue::demand attempt_demand(timestamp now);
    /// Returns the demand for claims: messages under way, prefetched or requested, and how many more are wanted.
    [[nodiscard]] fair_queue::demand claim_demand(timestamp now);

    /// Sets when the first delivery in the store is due; nullopt when none is pending.  Until it is set, something is
    /// assumed to be due.
    void set_next_due(std::optional<timestamp> at) noexcept { next_due_ = at; }

    /// Counts `messages` more as requested, until end_request().
    void request(int messages) noexcept { requested_ += messages; }
    void end_request() noexcept { requested_ = 0; }
    [[nodiscard]] int requested() const noexcept { return requested_; }
    /// Returns how many deliveries make up the requested messages and complete the digest that is not full.
    [[nodiscard]] int deliveries_requested() const noexcept;

    /// Adds a claimed delivery.
    void push(claimed_delivery delivery);

    [[nodiscard]] bool can_start(timestamp now);

    /// Takes the next message out of the queue.  It is in flight until end().
    /// @pre  can_start(now)
    [[nodiscard]] message start(timestamp now);
    void end() noexcept { --in_flight_; }

    /// Sets the form of a delivery for its next attempt.  It applies when the delivery is claimed again.
    void set_fallback_form(std::int64_t delivery, payload_form form);

    /// Returns when time alone lets more be sent or claimed; nullopt when only a result or a new delivery can.
    [[nodiscard]] std::optional<timestamp> wakes_at(timestamp now);

    /// Takes every prefetched delivery out of the queue and returns them.
    [[nodiscard]] std::vector<claimed_delivery> drain();

    [[nodiscard]] int in_flight() const noexcept { return in_flight_; }
    [[nodiscard]] int prefetched() const noexcept
    {
        return static_cast<int>(waiting_.size() + fallback_queue_.size());
    }

    /// Returns the failure of the last attempt as a stable word; empty when it succeeded or there was none.
    [[nodiscard]] const std::string& last_failure() const noexcept { return last_failure_; }
    void set_last_failure(std::string_view failure) { last_failure_ = failure; }

    /// Returns when the receiver's certificate expires, as seen last.
    [[nodiscard]] std::optional<timestamp> certificate_expires_at() const noexcept { return expires_at_; }
    void set_certificate_expires_at(std::optional<timestamp> at) noexcept { expires_at_ = at; }

private:
    /// A delivery that is sent alone in another form.
    struct fallback_delivery {
        claimed_delivery delivery;
        payload_form form;
    };

    /// Returns whether a message is complete: a single delivery, or a digest that is full or whose window ended.
    [[nodiscard]] bool has_message(timestamp now) const;
    /// Returns when a digest is sent although it is not full.
    [[nodiscard]] timestamp digest_closes_at() const;
    /// Updates oldest_ after deliveries were taken out.
    void note_oldest();
    /// Returns whether the subscriber gets anything, now or after a hold.
    [[nodiscard]] bool is_on() const noexcept;
    /// Returns how many deliveries fit into one message.
    [[nodiscard]] int fold() const noexcept;
    [[nodiscard]] int messages_prefetched() const noexcept;
    /// Returns how many messages may be under way or prefetched.
    [[nodiscard]] int max_claimed(timestamp now);

    const subscriber_config& subscriber_;
    std::size_t number_;
    subscriber_health health_;
    concurrency_limit learnt_;
    std::optional<token_bucket> bucket_;
    std::deque<claimed_delivery> waiting_;
    timestamp oldest_{};                                   ///< time of the oldest event in waiting_
    std::deque<fallback_delivery> fallback_queue_;         ///< sent before waiting_
    std::map<std::int64_t, payload_form> fallback_forms_;  ///< by delivery, until it is claimed again
    int in_flight_ = 0;
    int requested_ = 0;  ///< messages
    std::optional<timestamp> next_due_ = timestamp::min();
    std::string last_failure_;
    std::optional<timestamp> expires_at_;
};

}  // namespace defectd

#endif
