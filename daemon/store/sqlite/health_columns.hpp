// The columns of a subscriber's health in the table subscribers.  The store writes the health as a whole;
// daemon/webhook decides how it changes.
#ifndef DEFECTD_STORE_SQLITE_HEALTH_COLUMNS_HPP
#define DEFECTD_STORE_SQLITE_HEALTH_COLUMNS_HPP

#include "defectd/webhook/health.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// The columns in the order in which they are read and written.
inline constexpr const char* health_columns =
    "failing_since, held_until, disabled_at, disabled_reason, is_paused, disable_count";

/// Reads health_columns from the present row.  Throws store_error `corrupt` for an unknown disabled_reason.
[[nodiscard]] subscriber_health read_health(cursor& row);

/// Executes a statement whose parameters are `key` and then health_columns.  Returns how many rows it changed.
template <class... Key>
std::int64_t run_with_health(statement& change, const subscriber_health& health, const Key&... key)
{
    std::optional<timestamp> disabled_at;
    std::optional<disabled_reason> reason;
    if (health.disabled) {
        disabled_at = health.disabled->since;
        reason = health.disabled->why;
    }
    return change.run(key..., health.failing_since, health.held_until, disabled_at, reason, health.is_paused,
                      health.disable_count);
}

}  // namespace defectd::sqlite

#endif
