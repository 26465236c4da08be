#include "fair_queue.hpp"

#include <algorithm>

#include "defectd/base/assert.hpp"

namespace defectd {

fair_queue::fair_queue(std::size_t members, int slots, int own) : slots_(slots), own_(own), members_(members)
{
    DEFECTD_ASSERT(slots >= 1 && own >= 1);
}

void fair_queue::set(std::size_t member, const demand& now)
{
    member_entry& entry = members_.at(member);
    if (entry.now == now)
        return;
    // A member keeps its ticket, and so its turn, until it takes a slot or begins to wait.
    const bool goes_to_the_end = entry.list == nullptr || now.held > entry.now.held;
    // The sums lose the old demand and get the new one.
    count(entry.now, -1);
    count(now, +1);
    entry.now = now;
    if (entry.list != nullptr)
        entry.list->erase(entry.ticket);
    entry.list = list_for(now);
    if (entry.list == nullptr)
        return;
    if (goes_to_the_end)
        entry.ticket = ++tickets_;
    entry.list->emplace(entry.ticket, member);
}

std::optional<fair_queue::grant> fair_queue::next() const
{
    const int free = slots_ - held_;
    if (free <= 0)
        return std::nullopt;
    // 1. A failing member without a slot, if it waits longer than the first that is well.  Failing members hold half of
    //    the slots at most.
    const int free_failing = std::max(1, slots_ / 2) - held_failing_;
    const bool may_probe = !probing_.empty() && free_failing > 0;
    if (may_probe && (within_own_.empty() || probing_.begin()->first < within_own_.begin()->first))
        return grant{probing_.begin()->second, 1};
    // 2. The first member that is well and holds fewer slots than are reserved for it.
    if (!within_own_.empty()) {
        const std::size_t member = within_own_.begin()->second;
        const demand& now = members_[member].now;
        return grant{member, std::min({own_ - now.held, now.wants, free})};
    }
    // 3. Slots that are reserved for none.
    const int free_beyond = std::min(free, free_beyond_own());
    if (beyond_own_.empty() || free_beyond <= 0)
        return std::nullopt;
    const std::size_t member = beyond_own_.begin()->second;
    return grant{member, std::min({own_, members_[member].now.wants, free_beyond})};
}

void fair_queue::count(const demand& counted, int sign) noexcept
{
    held_ += sign * counted.held;
    held_beyond_ += sign * beyond_own(counted);
    if (counted.is_failing)
        held_failing_ += sign * counted.held;
    if (counted.takes_part)
        taking_part_ += sign;
}

fair_queue::waiting_list* fair_queue::list_for(const demand& now)
{
    if (!now.takes_part || now.wants <= 0)
        return nullptr;
    if (now.is_failing)
        return now.held == 0 ? &probing_ : nullptr;
    return now.held < own_ ? &within_own_ : &beyond_own_;
}

int fair_queue::beyond_own(const demand& now) const noexcept
{
    return now.takes_part ? std::max(0, now.held - own_) : now.held;
}

int fair_queue::free_beyond_own() const noexcept
{
    // 64 bits: own * members may exceed an int.
    const std::int64_t reserved = std::int64_t{own_} * taking_part_;
    if (reserved <= slots_)
        return slots_ - static_cast<int>(reserved) - held_beyond_;
    // There are too few slots to reserve any: half of the slots is left to those that hold none.
    return slots_ - slots_ / 2 - held_;
}

}  // namespace defectd
