#include "lane.hpp"

#include <algorithm>
#include <utility>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

constexpr int rounds_at_hand = 3;

/// Over all messages of a digest: what is gathered lies in memory.
constexpr int most_gathered = 1000;

}  // namespace

lane::lane(const subscriber_config& subscriber) : subscriber_(subscriber)
{
    if (subscriber.limit)
        bucket_.emplace(*subscriber.limit);
}

int lane::places(timestamp now) const noexcept
{
    return subscriber_.enabled ? defectd::places(health_, subscriber_.concurrency, now) : 0;
}

int lane::wanted(timestamp now) const noexcept
{
    const int most = places(now);
    if (subscriber_.digest)
        return std::max(0, std::min(most * subscriber_.digest->max_events, most_gathered) - at_hand());
    const int ahead = std::max(0, rounds_at_hand * most - in_flight_ - at_hand());
    return subscriber_.limit ? std::min(ahead, std::max(0, subscriber_.limit->requests - at_hand())) : ahead;
}

void lane::take(claimed_delivery delivery)
{
    const auto form = forms_.find(delivery.id);
    if (form == forms_.end()) {
        waiting_.push_back(std::move(delivery));
        return;
    }
    otherwise_.push_back({std::move(delivery), form->second});
    forms_.erase(form);
}

bool lane::can_start(timestamp now)
{
    return in_flight_ < places(now) && has_message(now) && (!bucket_ || bucket_->next_at(now) <= now);
}

bool lane::has_message(timestamp now) const
{
    if (!otherwise_.empty())
        return true;
    if (waiting_.empty() || !subscriber_.digest)
        return !waiting_.empty();
    return std::cmp_greater_equal(waiting_.size(), subscriber_.digest->max_events) ||
           digest_closes_at() <= now;
}

timestamp lane::digest_closes_at() const
{
    const auto oldest = std::ranges::min_element(waiting_, {}, &claimed_delivery::event_at);
    return oldest->event_at + subscriber_.digest->window;
}

message lane::start(timestamp now, std::uint64_t nth)
{
    DEFECTD_ASSERT(can_start(now));
    if (bucket_) {
        const bool had_token = bucket_->take(now);
        DEFECTD_ASSERT(had_token);
    }
    ++in_flight_;
    last_start_ = nth;
    if (otherwise_.empty())
        return next_message(subscriber_, waiting_, delivery_form::folded);
    const delivery_form form = otherwise_.front().form;
    std::deque<claimed_delivery> one;
    one.push_back(std::move(otherwise_.front().delivery));
    otherwise_.pop_front();
    return next_message(subscriber_, one, form);
}

void lane::put_otherwise(std::int64_t delivery, delivery_form form)
{
    forms_[delivery] = form;
}

std::optional<timestamp> lane::wakes_at(timestamp now)
{
    if (!subscriber_.enabled || health_.disabled || health_.is_paused)
        return std::nullopt;
    if (health_.held_until && *health_.held_until > now)
        return health_.held_until;
    if (in_flight_ >= places(now) || at_hand() == 0)
        return std::nullopt;
    if (!has_message(now))
        return digest_closes_at();
    if (!bucket_)
        return std::nullopt;
    const timestamp token_at = bucket_->next_at(now);
    return token_at > now ? std::optional(token_at) : std::nullopt;
}

std::vector<claimed_delivery> lane::give_back()
{
    std::vector<claimed_delivery> all(std::make_move_iterator(waiting_.begin()),
                                      std::make_move_iterator(waiting_.end()));
    for (formed_delivery& each : otherwise_) {
        forms_[each.delivery.id] = each.form;
        all.push_back(std::move(each.delivery));
    }
    waiting_.clear();
    otherwise_.clear();
    return all;
}

}  // namespace defectd
