// The next time at which something changes, over many members, each of which has one time or none.  Pure.
#ifndef DEFECTD_DISPATCH_WAKE_TIMES_HPP
#define DEFECTD_DISPATCH_WAKE_TIMES_HPP

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "defectd/base/time.hpp"

namespace defectd {

/// An ordered set of times, at most one per member.  Two members may have the same time.
class wake_times {
public:
    /// @param members  numbered from 0; none has a time yet
    explicit wake_times(std::size_t members) : times_(members) {}

    /// Sets the time of a member; nullopt when no time changes anything for it.  O(log members).
    void set(std::size_t member, std::optional<timestamp> at)
    {
        if (times_.at(member) == at)
            return;
        if (times_[member])
            order_.erase({*times_[member], member});
        times_[member] = at;
        if (at)
            order_.emplace(*at, member);
    }

    /// Returns the earliest time; nullopt when no member has one.
    [[nodiscard]] std::optional<timestamp> first() const
    {
        return order_.empty() ? std::nullopt : std::optional(order_.begin()->first);
    }

    /// Returns the member with the earliest time, and removes its time, when that is `now` or before; nullopt
    /// when there is no such member.  O(log members).
    [[nodiscard]] std::optional<std::size_t> take_due(timestamp now)
    {
        if (order_.empty() || order_.begin()->first > now)
            return std::nullopt;
        const std::size_t member = order_.begin()->second;
        set(member, std::nullopt);
        return member;
    }

private:
    std::vector<std::optional<timestamp>> times_;        ///< by member
    std::set<std::pair<timestamp, std::size_t>> order_;  ///< the same times, with their members
};

}  // namespace defectd

#endif
