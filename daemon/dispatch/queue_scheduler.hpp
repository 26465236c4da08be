// The queues of all subscribers, and which of them is next: to start an attempt, and to be given deliveries to attempt.
// A change of one queue costs the same, however many there are.  No I/O, no clock.
#ifndef DEFECTD_DISPATCH_QUEUE_SCHEDULER_HPP
#define DEFECTD_DISPATCH_QUEUE_SCHEDULER_HPP

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fair_queue.hpp"
#include "subscriber_queue.hpp"
#include "wake_times.hpp"

namespace defectd {

class queue_scheduler {
public:
    /// `subscribers` must outlive it.
    /// @param slots  attempts at the same time, over all subscribers
    queue_scheduler(std::span<const subscriber_config> subscribers, int slots);

    [[nodiscard]] std::deque<subscriber_queue>& queues() noexcept { return queues_; }
    /// nullptr when there is none.
    [[nodiscard]] subscriber_queue* find(std::string_view subscriber) noexcept;

    /// To be told after every change of a queue.
    void changed(subscriber_queue& queue, timestamp now);
    void all_changed(timestamp now);

    /// Whoever may start the next attempt; nullptr when nobody may.
    [[nodiscard]] subscriber_queue* next_start(timestamp now);

    /// Who is to be given how many deliveries; the queues note it.  Until `end_claims` all of them count as claimed.
    [[nodiscard]] std::vector<subscriber_slots> request_claims(timestamp now);
    /// What was asked for last was given, or not.
    /// @return the queues that had asked
    [[nodiscard]] std::vector<subscriber_queue*> end_claims(timestamp now);
    /// Somebody may be given something at once.
    [[nodiscard]] bool has_claim() const { return claims_.next().has_value(); }

    /// When time alone changes something; nullopt when it does not.
    [[nodiscard]] std::optional<timestamp> wakes_at() const { return wakes_.first(); }
    /// That time has come, perhaps.
    void wake(timestamp now);

private:
    std::deque<subscriber_queue> queues_;
    std::unordered_map<std::string_view, subscriber_queue*> by_name_;
    fair_queue attempts_;  ///< of attempts under way
    fair_queue claims_;    ///< of messages under way or at hand
    wake_times wakes_;
    std::vector<subscriber_queue*> claiming_;
    timestamp woken_at_{};
};

}  // namespace defectd

#endif
