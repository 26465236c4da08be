#include "subscriber_queue.hpp"

#include <algorithm>
#include <utility>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// The maximum number of deliveries that wait in memory for digests.
constexpr int max_gathered = 1000;

}  // namespace

subscriber_queue::subscriber_queue(const subscriber_config& subscriber, std::size_t number)
    : subscriber_(subscriber), number_(number)
{
    if (subscriber.limit)
        bucket_.emplace(*subscriber.limit);
}

int subscriber_queue::slots(timestamp now) const noexcept
{
    return subscriber_.enabled ? defectd::slots(health_, concurrency(), now) : 0;
}

int subscriber_queue::concurrency() const noexcept
{
    // A configured number is not adapted to the load.
    return subscriber_.concurrency.value_or(learnt_.value());
}

void subscriber_queue::note_load(const load_sample& ended) noexcept
{
    if (!subscriber_.concurrency)
        learnt_.note(ended);
}

bool subscriber_queue::is_on() const noexcept
{
    return subscriber_.enabled && !health_.disabled && !health_.is_paused;
}

fair_queue::demand subscriber_queue::attempt_demand(timestamp now)
{
    return {.held = in_flight_,
            .wants = can_start(now) ? 1 : 0,
            .takes_part = is_on(),
            .is_failing = health_.failing_since.has_value()};
}

fair_queue::demand subscriber_queue::claim_demand(timestamp now)
{
    const int held = in_flight_ + messages_prefetched() + requested_;
    const bool is_due = next_due_ && *next_due_ <= now;
    return {.held = held,
            .wants = is_due ? max_claimed(now) - held : 0,
            .takes_part = is_on(),
            .is_failing = health_.failing_since.has_value()};
}

int subscriber_queue::max_claimed(timestamp now)
{
    const int max = slots(now);  // falls to 1 for a failing subscriber, and with it what is prefetched
    if (max == 0)
        return 0;
    if (subscriber_.digest)
        return std::min(max + 1, std::max(1, max_gathered / fold()));  // one more gathers meanwhile
    const int ahead = prefetch_factor * max;
    return bucket_ ? std::min(ahead, in_flight_ + std::max(1, bucket_->tokens(now))) : ahead;
}

int subscriber_queue::fold() const noexcept
{
    return subscriber_.digest ? subscriber_.digest->max_events : 1;
}

int subscriber_queue::messages_prefetched() const noexcept
{
    const int folded = static_cast<int>(waiting_.size());
    return static_cast<int>(fallback_queue_.size()) + (folded + fold() - 1) / fold();
}

int subscriber_queue::deliveries_requested() const noexcept
{
    // The digest that is not full yet takes the first of them.
    const int in_last = static_cast<int>(waiting_.size()) % fold();
    return requested_ * fold() + (in_last == 0 ? 0 : fold() - in_last);
}

void subscriber_queue::push(claimed_delivery delivery)
{
    // A delivery whose message was rejected is sent in another form, and not in a digest.
    const auto form = fallback_forms_.find(delivery.id);
    if (form == fallback_forms_.end()) {
        oldest_ = waiting_.empty() ? delivery.event_at : std::min(oldest_, delivery.event_at);
        waiting_.push_back(std::move(delivery));
        return;
    }
    fallback_queue_.push_back({std::move(delivery), form->second});
    fallback_forms_.erase(form);
}

bool subscriber_queue::can_start(timestamp now)
{
    return in_flight_ < slots(now) && has_message(now) && (!bucket_ || bucket_->next_at(now) <= now);
}

bool subscriber_queue::has_message(timestamp now) const
{
    if (!fallback_queue_.empty())
        return true;
    if (waiting_.empty() || !subscriber_.digest)
        return !waiting_.empty();
    return std::cmp_greater_equal(waiting_.size(), subscriber_.digest->max_events) ||
           digest_closes_at() <= now;
}

timestamp subscriber_queue::digest_closes_at() const
{
    return oldest_ + subscriber_.digest->window;
}

void subscriber_queue::note_oldest()
{
    if (!subscriber_.digest)
        return;  // only digests use it, and the search takes time in a long queue
    const auto oldest = std::ranges::min_element(waiting_, {}, &claimed_delivery::event_at);
    oldest_ = oldest == waiting_.end() ? timestamp{} : oldest->event_at;
}

message subscriber_queue::start(timestamp now)
{
    DEFECTD_ASSERT(can_start(now));
    if (bucket_) {
        const bool had_token = bucket_->take(now);
        DEFECTD_ASSERT(had_token);
    }
    ++in_flight_;
    // Deliveries with a fallback form go first, each alone: they have waited longest.
    if (fallback_queue_.empty()) {
        message next = next_message(subscriber_, waiting_, payload_form::digest);
        note_oldest();
        return next;
    }
    const payload_form form = fallback_queue_.front().form;
    std::deque<claimed_delivery> one;
    one.push_back(std::move(fallback_queue_.front().delivery));
    fallback_queue_.pop_front();
    return next_message(subscriber_, one, form);
}

void subscriber_queue::set_fallback_form(std::int64_t delivery, payload_form form)
{
    fallback_forms_[delivery] = form;
}

std::optional<timestamp> subscriber_queue::wakes_at(timestamp now)
{
    // Nothing changes before the subscriber is enabled or its hold ends.
    if (!is_on())
        return std::nullopt;
    if (health_.held_until && *health_.held_until > now)
        return health_.held_until;
    // Then more is due in the store, or a digest or a token lets a prefetched message start.
    const auto more_is_due = next_due_ && *next_due_ > now ? next_due_ : std::nullopt;
    if (in_flight_ >= slots(now) || prefetched() == 0)
        return more_is_due;
    if (!has_message(now))
        return earlier(more_is_due, digest_closes_at());
    if (bucket_ && bucket_->next_at(now) > now)
        return earlier(more_is_due, bucket_->next_at(now));
    return more_is_due;
}

std::vector<claimed_delivery> subscriber_queue::drain()
{
    // A fallback form is kept for the next claim, because the store does not know it.
    std::vector<claimed_delivery> all(std::make_move_iterator(waiting_.begin()),
                                      std::make_move_iterator(waiting_.end()));
    for (fallback_delivery& each : fallback_queue_) {
        fallback_forms_[each.delivery.id] = each.form;
        all.push_back(std::move(each.delivery));
    }
    waiting_.clear();
    fallback_queue_.clear();
    return all;
}

}  // namespace defectd
