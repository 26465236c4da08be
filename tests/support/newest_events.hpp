// The events of a store, as tests compare them.
#ifndef DEFECTD_TESTS_SUPPORT_NEWEST_EVENTS_HPP
#define DEFECTD_TESTS_SUPPORT_NEWEST_EVENTS_HPP

#include <algorithm>
#include <vector>

#include "defectd/store/store.hpp"

namespace defectd {

/// Returns the last `max` events with their bodies, newest first.
inline std::vector<event> newest_events(store& db, std::size_t max)
{
    constexpr std::size_t all = 1'000'000;
    std::vector<event> events;
    for (numbered_event& each : db.events_after(0, timestamp{}, all))
        events.push_back(std::move(each.event));
    std::ranges::reverse(events);
    events.resize(std::min(events.size(), max));
    return events;
}

}  // namespace defectd

#endif
