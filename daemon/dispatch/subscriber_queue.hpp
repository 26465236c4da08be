// One subscriber's share of the dispatcher: what is at hand for it, and what may be sent now.  No I/O, no clock.
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

/// So many times the messages that may be under way are claimed: the next are at hand while a round is committed.
inline constexpr int prefetch_factor = 3;

class subscriber_queue {
public:
    /// `subscriber` must outlive it.
    /// @param number  among all queues
    subscriber_queue(const subscriber_config& subscriber, std::size_t number);
    subscriber_queue(const subscriber_queue&) = delete;
    subscriber_queue& operator=(const subscriber_queue&) = delete;

    [[nodiscard]] const subscriber_config& subscriber() const noexcept { return subscriber_; }
    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    [[nodiscard]] const subscriber_health& health() const noexcept { return health_; }
    void set_health(const subscriber_health& health) { health_ = health; }

    /// How many messages may be under way at the same time.
    [[nodiscard]] int slots(timestamp now) const noexcept;
    /// The same, were it well: what is configured, or what was learnt.
    [[nodiscard]] int concurrency() const noexcept;
    void note_load(const load_sample& ended) noexcept;

    /// Of messages under way, and of those that could start now.
    [[nodiscard]] fair_queue::demand attempt_demand(timestamp now);
    /// Of messages under way or at hand, and of those to be claimed besides.
    [[nodiscard]] fair_queue::demand claim_demand(timestamp now);

    /// When the first of its queue in the store is due; nullopt when nothing waits there.  Before it is told, the
    /// store is asked.
    void set_next_due(std::optional<timestamp> at) noexcept { next_due_ = at; }

    /// So many messages more are being claimed, until end_request().
    void request(int messages) noexcept { requested_ += messages; }
    void end_request() noexcept { requested_ = 0; }
    [[nodiscard]] int requested() const noexcept { return requested_; }
    /// The deliveries of those messages, and what is missing in a digest that is not full.
    [[nodiscard]] int deliveries_requested() const noexcept;

    void push(claimed_delivery delivery);

    [[nodiscard]] bool can_start(timestamp now);

    /// Takes the next message from what is at hand; it is in flight until end().
    /// @pre  can_start(now)
    [[nodiscard]] message start(timestamp now);
    void end() noexcept { --in_flight_; }

    /// How a delivery that is pending again is put when it is claimed.
    void set_fallback_form(std::int64_t delivery, payload_form form);

    /// When time alone lets something more be sent or claimed; nullopt when only an outcome or a new delivery can.
    [[nodiscard]] std::optional<timestamp> wakes_at(timestamp now);

    /// Takes everything that is at hand.
    [[nodiscard]] std::vector<claimed_delivery> drain();

    [[nodiscard]] int in_flight() const noexcept { return in_flight_; }
    [[nodiscard]] int prefetched() const noexcept
    {
        return static_cast<int>(waiting_.size() + fallback_queue_.size());
    }

    /// A stable word of the last attempt; empty when it succeeded, or there was none.
    [[nodiscard]] const std::string& last_failure() const noexcept { return last_failure_; }
    void set_last_failure(std::string_view failure) { last_failure_ = failure; }

    /// The receiver's certificate, as seen last.
    [[nodiscard]] std::optional<timestamp> certificate_expires_at() const noexcept { return expires_at_; }
    void set_certificate_expires_at(std::optional<timestamp> at) noexcept { expires_at_ = at; }

private:
    struct fallback_delivery {
        claimed_delivery delivery;
        payload_form form;
    };

    /// Something is complete enough to be sent.
    [[nodiscard]] bool has_message(timestamp now) const;
    /// When a digest of what is waiting is sent although it is not full.
    [[nodiscard]] timestamp digest_closes_at() const;
    void note_oldest();
    /// It may be sent something, now or once a hold is over.
    [[nodiscard]] bool is_on() const noexcept;
    /// How many deliveries one message takes.
    [[nodiscard]] int fold() const noexcept;
    [[nodiscard]] int messages_prefetched() const noexcept;
    /// How many messages may be under way or at hand.
    [[nodiscard]] int max_claimed(timestamp now);

    const subscriber_config& subscriber_;
    std::size_t number_;
    subscriber_health health_;
    concurrency_limit learnt_;
    std::optional<token_bucket> bucket_;
    std::deque<claimed_delivery> waiting_;
    timestamp oldest_{};                                   ///< event of those that wait; unset when none do
    std::deque<fallback_delivery> fallback_queue_;         ///< go before those that wait
    std::map<std::int64_t, payload_form> fallback_forms_;  ///< of deliveries refused in another form
    int in_flight_ = 0;
    int requested_ = 0;  ///< messages
    std::optional<timestamp> next_due_ = timestamp::min();
    std::string last_failure_;
    std::optional<timestamp> expires_at_;
};

}  // namespace defectd

#endif
