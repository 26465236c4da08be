#include "lane_scheduler.hpp"

#include <utility>

namespace defectd {

lane_scheduler::lane_scheduler(std::span<const subscriber_config> subscribers, int places)
    : places_(subscribers.size(), places, 1),
      claims_(subscribers.size(), rounds_at_hand * places, rounds_at_hand), wakes_(subscribers.size())
{
    by_name_.reserve(subscribers.size());
    for (const subscriber_config& subscriber : subscribers) {
        lane& on = lanes_.emplace_back(subscriber, lanes_.size());
        by_name_.emplace(subscriber.name, &on);
    }
}

lane* lane_scheduler::find(std::string_view subscriber) noexcept
{
    const auto found = by_name_.find(subscriber);
    return found == by_name_.end() ? nullptr : found->second;
}

void lane_scheduler::changed(lane& on, timestamp now)
{
    places_.set(on.number(), on.place_standing(now));
    claims_.set(on.number(), on.claim_standing(now));
    wakes_.set(on.number(), on.wakes_at(now));
}

void lane_scheduler::all_changed(timestamp now)
{
    for (lane& on : lanes_)
        changed(on, now);
}

lane* lane_scheduler::next_start(timestamp now)
{
    while (const auto next = places_.next()) {
        lane& on = lanes_[next->member];
        if (on.can_start(now))
            return &on;
        changed(on, now);  // the clock went back, and its token with it
    }
    return nullptr;
}

std::vector<free_slots> lane_scheduler::next_claim(timestamp now)
{
    while (const auto next = claims_.next()) {
        lane& on = lanes_[next->member];
        if (on.asked() == 0)
            asking_.push_back(&on);
        on.ask(next->places);
        changed(on, now);
    }
    std::vector<free_slots> slots;
    slots.reserve(asking_.size());
    for (const lane* const on : asking_)
        slots.push_back({on->subscriber().name, on->deliveries_asked()});
    return slots;
}

std::vector<lane*> lane_scheduler::given(timestamp now)
{
    for (lane* const on : asking_) {
        on->end_asking();
        changed(*on, now);
    }
    return std::exchange(asking_, {});
}

void lane_scheduler::wake(timestamp now)
{
    if (std::exchange(woken_at_, now) > now)
        all_changed(now);  // the clock was set back: every time that is waited for is too far ahead
    while (const auto due = wakes_.take_due(now))
        changed(lanes_[*due], now);
}

}  // namespace defectd
