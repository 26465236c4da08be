// All subscribers' lanes, and which of them is next: to start an attempt, and to be given deliveries to attempt.
// Whatever happens to a lane costs the same, however many there are.  No I/O, no clock.
#ifndef DEFECTD_DISPATCH_LANE_SCHEDULER_HPP
#define DEFECTD_DISPATCH_LANE_SCHEDULER_HPP

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fair_queue.hpp"
#include "lane.hpp"
#include "wake_times.hpp"

namespace defectd {

class lane_scheduler {
public:
    /// `subscribers` must outlive it.
    /// @param places  attempts at the same time, over all lanes
    lane_scheduler(std::span<const subscriber_config> subscribers, int places);

    [[nodiscard]] std::deque<lane>& lanes() noexcept { return lanes_; }
    /// nullptr when there is none.
    [[nodiscard]] lane* find(std::string_view subscriber) noexcept;

    /// To be told after every change of a lane.
    void changed(lane& on, timestamp now);
    void all_changed(timestamp now);

    /// The one that may start the next attempt; nullptr when none may.
    [[nodiscard]] lane* next_start(timestamp now);

    /// Who is to be given how many deliveries; the lanes are told.  Until `given` all of them count as claimed.
    [[nodiscard]] std::vector<free_slots> next_claim(timestamp now);
    /// What was asked for last was given, or not.
    /// @return the lanes that had asked
    [[nodiscard]] std::vector<lane*> given(timestamp now);
    /// At least one may be given something at once.
    [[nodiscard]] bool has_claim() const { return claims_.next().has_value(); }

    /// When time alone changes something; nullopt when it does not.
    [[nodiscard]] std::optional<timestamp> wakes_at() const { return wakes_.first(); }
    /// That time has come, perhaps.
    void wake(timestamp now);

private:
    std::deque<lane> lanes_;
    std::unordered_map<std::string_view, lane*> by_name_;
    fair_queue places_;  ///< of attempts under way
    fair_queue claims_;  ///< of messages under way or at hand
    wake_times wakes_;
    std::vector<lane*> asking_;
    timestamp woken_at_{};
};

}  // namespace defectd

#endif
