#include "attempt_results.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace defectd {
namespace {

/// Returns the record of a delivery that was claimed but not sent: it is pending again and no attempt is
/// counted.
attempt_record unsent_record(const claimed_delivery& delivery, timestamp now)
{
    attempt_record record;
    record.delivery = delivery.id;
    record.token = delivery.token;
    record.counts = false;
    record.started_at = now;
    record.ended_at = now;
    return record;
}

}  // namespace

void attempt_results::add(std::vector<attempt_record> records)
{
    std::ranges::move(records, std::back_inserter(attempts_));
}

void attempt_results::add_unsent(const std::vector<claimed_delivery>& deliveries, timestamp now)
{
    for (const claimed_delivery& delivery : deliveries)
        attempts_.push_back(unsent_record(delivery, now));
}

void attempt_results::change(health_change change)
{
    health_change& latest = changed_[change.state.name];
    latest.state = std::move(change.state);
    // A later change without an event must not lose the event of an earlier one in the same round.
    if (change.event)
        latest.event = std::move(change.event);
}

round_results attempt_results::take()
{
    round_results round;
    round.attempts = std::exchange(attempts_, {});
    for (auto& [name, change] : std::exchange(changed_, {}))
        round.subscribers.push_back(std::move(change));
    return round;
}

}  // namespace defectd
