#include "defectd/webhook/health.hpp"

#include <algorithm>

#include "defectd/base/assert.hpp"
#include "defectd/base/enum_names.hpp"

namespace defectd {
namespace {

constexpr enum_names<3> reason_names{"gone", "failing", "by_hand"};

/// Disables an enabled subscriber.  A late result changes neither the time nor the reason of a disabled one.
void disable(subscriber_health& health, timestamp now, disabled_reason why) noexcept
{
    if (health.disabled)
        return;
    health.disabled = disabled_state{now, why};
    ++health.disable_count;
}

/// Keeps the earliest failure and the latest hold, because attempts that run at the same time end in any order.  A hold
/// far in the future, after the clock was set back, shrinks to what the policy allows.
void note_failure(subscriber_health& health, const attempt_end& end, const health_policy& policy) noexcept
{
    health.failing_since = std::min(health.failing_since.value_or(end.at), end.at);
    if (const auto until = std::max(health.held_until, end.not_before))
        health.held_until = capped(*until, end.at, policy);
}

/// Returns whether the failures have lasted for disable_after; their number does not matter.
bool has_failed_too_long(const subscriber_health& health, timestamp now, const health_policy& policy) noexcept
{
    return policy.disable_after && health.failing_since &&
           now - *health.failing_since >= *policy.disable_after;
}

}  // namespace

std::string_view name_of(disabled_reason reason) noexcept
{
    return name_in(reason_names, reason);
}

std::optional<disabled_reason> disabled_reason_named(std::string_view name) noexcept
{
    return enumerator_in<disabled_reason>(reason_names, name);
}

timestamp capped(timestamp not_before, timestamp now, const health_policy& policy) noexcept
{
    return std::min(not_before, now + policy.max_retry_after);
}

subscriber_health after(subscriber_health health, const attempt_end& end,
                        const health_policy& policy) noexcept
{
    if (end.outcome == attempt_end::kind::success) {
        health.failing_since.reset();
        // A hold that has not ended comes from another attempt, which the receiver answered with Retry-After.
        if (health.held_until && *health.held_until <= end.at)
            health.held_until.reset();
        return health;
    }
    note_failure(health, end, policy);
    if (end.outcome == attempt_end::kind::gone)
        disable(health, end.at, disabled_reason::gone);
    else if (has_failed_too_long(health, end.at, policy))
        disable(health, end.at, disabled_reason::failing);
    return health;
}

subscriber_health enabled(subscriber_health health) noexcept
{
    health.failing_since.reset();
    health.held_until.reset();
    health.disabled.reset();
    return health;
}

subscriber_health disabled_by_hand(subscriber_health health, timestamp now) noexcept
{
    if (!health.disabled)
        health.disabled = disabled_state{now, disabled_reason::by_hand};
    health.disabled->why = disabled_reason::by_hand;
    return health;
}

int slots(const subscriber_health& health, int concurrency, timestamp now) noexcept
{
    DEFECTD_ASSERT(concurrency >= 1);
    const bool is_held = health.held_until && now < *health.held_until;
    if (health.disabled || health.is_paused || is_held)
        return 0;
    // One attempt at a time is enough to notice that a failing receiver works again.
    return health.failing_since ? 1 : concurrency;
}

}  // namespace defectd
