// The queues of all subscribers.  Decides which starts the next attempt and which may claim deliveries.  The cost of a
// change in one queue does not depend on the number of queues.  No I/O, no clock.
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

/// Owns the queues.  Loop thread only.
class queue_scheduler {
public:
    /// `subscribers` must outlive it.
    /// @param slots  attempts at the same time, over all subscribers
    queue_scheduler(std::span<const subscriber_config> subscribers, int slots);

    [[nodiscard]] std::deque<subscriber_queue>& queues() noexcept { return queues_; }
    /// Returns nullptr when there is no such subscriber.
    [[nodiscard]] subscriber_queue* find(std::string_view subscriber) noexcept;

    /// Must be called after every change of a queue.
    void changed(subscriber_queue& queue, timestamp now);
    void all_changed(timestamp now);

    /// Returns the queue that may start the next attempt; nullptr when none may.
    [[nodiscard]] subscriber_queue* next_start(timestamp now);

    /// Returns how many deliveries of which subscribers to claim now.  They count as claimed until end_claims().
    [[nodiscard]] std::vector<subscriber_slots> request_claims(timestamp now);
    /// Ends the request: the claimed deliveries are in the queues.  Returns the queues that had requested some.
    [[nodiscard]] std::vector<subscriber_queue*> end_claims(timestamp now);
    /// Returns whether a queue may claim something at once.
    [[nodiscard]] bool has_claim() const { return claims_.next().has_value(); }

    /// Returns when time alone changes something in a queue; nullopt when it never does.
    [[nodiscard]] std::optional<timestamp> wakes_at() const { return wakes_.first(); }
    /// Updates the queues whose time has come by `now`.
    void wake(timestamp now);

private:
    std::deque<subscriber_queue> queues_;
    std::unordered_map<std::string_view, subscriber_queue*> by_name_;
    fair_queue attempts_;  ///< of attempts under way
    fair_queue claims_;    ///< of messages under way or prefetched
    wake_times wakes_;
    std::vector<subscriber_queue*> claiming_;
    timestamp woken_at_{};
};

}  // namespace defectd

#endif
