#include "sqlite/health_columns.hpp"

namespace defectd::sqlite {
namespace {

/// Reads disabled_at and disabled_reason, which are both NULL while the subscriber is enabled.
std::optional<disabled_state> read_disabled_state(cursor& row)
{
    const std::optional<timestamp> since = row.maybe_time();
    const std::optional<disabled_reason> why = row.maybe_word(disabled_reason_named);
    if (!since || !why)
        return std::nullopt;
    return disabled_state{.since = *since, .why = *why};
}

}  // namespace

subscriber_health read_health(cursor& row)
{
    // Members are read in the order of the columns: an initializer list runs from left to right.
    return {.failing_since = row.maybe_time(),
            .held_until = row.maybe_time(),
            .disabled = read_disabled_state(row),
            .is_paused = row.flag(),
            .disable_count = row.count()};
}

}  // namespace defectd::sqlite
