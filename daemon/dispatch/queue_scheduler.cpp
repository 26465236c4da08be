#include "queue_scheduler.hpp"

#include <utility>

namespace defectd {

queue_scheduler::queue_scheduler(std::span<const subscriber_config> subscribers, int slots)
    : attempts_(subscribers.size(), slots, 1),
      claims_(subscribers.size(), prefetch_factor * slots, prefetch_factor), wakes_(subscribers.size())
{
    by_name_.reserve(subscribers.size());
    for (const subscriber_config& subscriber : subscribers) {
        subscriber_queue& queue = queues_.emplace_back(subscriber, queues_.size());
        by_name_.emplace(subscriber.name, &queue);
    }
}

subscriber_queue* queue_scheduler::find(std::string_view subscriber) noexcept
{
    const auto found = by_name_.find(subscriber);
    return found == by_name_.end() ? nullptr : found->second;
}

void queue_scheduler::changed(subscriber_queue& queue, timestamp now)
{
    // All three follow from the state of the queue, so they are set together.
    attempts_.set(queue.number(), queue.attempt_demand(now));
    claims_.set(queue.number(), queue.claim_demand(now));
    wakes_.set(queue.number(), queue.wakes_at(now));
}

void queue_scheduler::all_changed(timestamp now)
{
    for (subscriber_queue& queue : queues_)
        changed(queue, now);
}

subscriber_queue* queue_scheduler::next_start(timestamp now)
{
    while (const auto next = attempts_.next()) {
        subscriber_queue& queue = queues_[next->member];
        if (queue.can_start(now))
            return &queue;
        changed(queue, now);  // the clock was set back, and its token is not there yet
    }
    return nullptr;
}

std::vector<subscriber_slots> queue_scheduler::request_claims(timestamp now)
{
    while (const auto next = claims_.next()) {
        subscriber_queue& queue = queues_[next->member];
        // Each queue is in the list once, however many slots it is granted.
        if (queue.requested() == 0)
            claiming_.push_back(&queue);
        queue.request(next->slots);
        changed(queue, now);
    }
    std::vector<subscriber_slots> granted;
    granted.reserve(claiming_.size());
    for (const subscriber_queue* const queue : claiming_)
        // Slots are messages; a digest has several deliveries in one.
        granted.push_back({queue->subscriber().name, queue->deliveries_requested()});
    return granted;
}

std::vector<subscriber_queue*> queue_scheduler::end_claims(timestamp now)
{
    for (subscriber_queue* const queue : claiming_) {
        queue->end_request();
        changed(*queue, now);
    }
    return std::exchange(claiming_, {});
}

void queue_scheduler::wake(timestamp now)
{
    if (std::exchange(woken_at_, now) > now)
        all_changed(now);  // the clock was set back: every wake time is too late
    while (const auto due = wakes_.take_due(now))
        changed(queues_[*due], now);
}

}  // namespace defectd
