#include "defectd/webhook/retry.hpp"

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// `delay` × (1 ± jitter), never outside the window: the offset is cut towards zero.  A jitter under 1 leaves
/// at least 1 ms of any delay.
duration jittered(duration delay, double jitter, double unit_random) noexcept
{
    const double offset = static_cast<double>(delay.count()) * jitter * (2 * unit_random - 1);
    return delay + duration{static_cast<duration::rep>(offset)};
}

}  // namespace

std::optional<timestamp> next_attempt_at(const retry_policy& policy, int attempt, timestamp ended_at,
                                         double unit_random) noexcept
{
    DEFECTD_ASSERT(attempt >= 1);
    DEFECTD_ASSERT(policy.jitter >= 0 && policy.jitter < 1);
    DEFECTD_ASSERT(unit_random >= 0 && unit_random < 1);
    const auto slot = static_cast<std::size_t>(attempt) - 1;
    if (slot >= policy.schedule.size())
        return std::nullopt;
    DEFECTD_ASSERT(policy.schedule[slot] >= duration{1});
    return ended_at + jittered(policy.schedule[slot], policy.jitter, unit_random);
}

}  // namespace defectd
