#include "sqlite/health_columns.hpp"

namespace defectd::sqlite {
namespace {

std::optional<disabling> read_disabling(cursor& row)
{
    const std::optional<timestamp> since = row.maybe_time();
    const std::optional<disabled_reason> why = row.maybe_word(disabled_reason_named);
    if (!since || !why)
        return std::nullopt;
    return disabling{.since = *since, .why = *why};
}

}  // namespace

subscriber_health read_health(cursor& row)
{
    // Members are read in the order of the columns: an initializer list runs from left to right.
    return {.failing_since = row.maybe_time(),
            .held_until = row.maybe_time(),
            .disabled = read_disabling(row),
            .is_paused = row.flag(),
            .disablings = row.count()};
}

}  // namespace defectd::sqlite
