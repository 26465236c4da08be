#include "sqlite/subscriber_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sqlite/health_columns.hpp"

namespace defectd::sqlite {
namespace {

/// Three statements cancel everything unfinished, one per index: unblocked, ordered, and leased deliveries.
constexpr const char* cancel = "UPDATE deliveries INDEXED BY {} SET state = 'cancelled', finished_at = ?1, "
                               "blocked = 0, owner = NULL, lease_until = NULL "
                               "WHERE {} AND subscriber IN (SELECT id FROM subscribers "
                               "WHERE removed_at IS NOT NULL)";

/// A subscriber that returns is well.  Its disable_count continues, because it is part of event ids.
subscriber_health afresh(const subscriber_health& before)
{
    return {.failing_since = {},
            .held_until = {},
            .disabled = {},
            .is_paused = false,
            .disable_count = before.disable_count};
}

/// Failures and holds belong to the old URL.  What the operator did stays.
subscriber_health at_new_url(subscriber_health health)
{
    health.failing_since.reset();
    health.held_until.reset();
    if (health.disabled && health.disabled->why != disabled_reason::by_hand)
        health.disabled.reset();
    return health;
}

}  // namespace

subscriber_list::subscriber_list(connection& database, ordered_deliveries& ordered)
    : ordered_(ordered),
      find_(database, fmt::format("SELECT id, removed_at IS NULL, url_digest, in_order, {} "
                                  "FROM subscribers WHERE name = ?1",
                                  health_columns)),
      write_(database,
             fmt::format("INSERT INTO subscribers (name, url_digest, in_order, {}) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                         "ON CONFLICT DO UPDATE SET removed_at = NULL, url_digest = ?2, in_order = ?3, "
                         "({}) = (?4, ?5, ?6, ?7, ?8, ?9)",
                         health_columns, health_columns)),
      // The row stays, because deliveries refer to it and because disable_count continues on a return.
      remove_(database, "UPDATE subscribers SET removed_at = ?2 WHERE name = ?1"),
      cancel_pending_(database,
                      fmt::format(cancel, "pending_deliveries", "state = 'pending' AND blocked = 0")),
      cancel_waiting_(database,
                      fmt::format(cancel, "ordered_deliveries",
                                  "ordering_key IS NOT NULL AND state IN ('pending', 'in_flight')")),
      cancel_leased_(database, fmt::format(cancel, "leased_deliveries", "state = 'in_flight'")),
      states_(database, fmt::format("SELECT name, {} FROM subscribers WHERE removed_at IS NULL ORDER BY name",
                                    health_columns)),
      // A result may arrive after its subscriber was removed; it must not change the row then.
      keep_(database, fmt::format("UPDATE subscribers SET ({}) = (?2, ?3, ?4, ?5, ?6, ?7) "
                                  "WHERE name = ?1 AND removed_at IS NULL",
                                  health_columns))
{
}

std::vector<std::string> subscriber_list::set(std::span<const subscriber_setup> subscribers, timestamp now)
{
    std::vector<std::string> lifted;
    for (const subscriber_setup& each : subscribers)
        if (set_one(each))
            lifted.push_back(each.name);
    remove_others(subscribers, now);
    // After the removal: the statements find removed subscribers by removed_at.
    cancel_removed(now);
    return lifted;
}

/// Returns whether a changed URL enabled it.
bool subscriber_list::set_one(const subscriber_setup& subscriber)
{
    // A subscriber that is new has no earlier health; one that was removed and returns starts with its count
    // only.
    const known before = find(subscriber.name).value_or(known{});
    subscriber_health health = before.is_set ? before.health : afresh(before.health);
    if (before.is_set && before.url_digest != subscriber.url_digest)
        health = at_new_url(health);
    run_with_health(write_, health, subscriber.name, subscriber.url_digest, subscriber.in_order);
    if (subscriber.in_order && !before.in_order)
        ordered_.order_all(before.row);
    if (!subscriber.in_order && before.in_order)
        ordered_.unorder_all(before.row);
    return before.is_set && before.health.disabled && !health.disabled;
}

std::optional<subscriber_list::known> subscriber_list::find(const std::string& name)
{
    cursor row = find_.select(name);
    if (!row.next())
        return std::nullopt;
    return known{.row = row.integer(),
                 .is_set = row.flag(),
                 .url_digest = row.text(),
                 .in_order = row.flag(),
                 .health = read_health(row)};
}

void subscriber_list::remove_others(std::span<const subscriber_setup> subscribers, timestamp now)
{
    for (const subscriber_state& each : states())
        if (std::ranges::find(subscribers, each.name, &subscriber_setup::name) == subscribers.end())
            remove_.run(each.name, now);
}

/// Cancels whole ordering groups, so that none has a next delivery to unblock.
void subscriber_list::cancel_removed(timestamp now)
{
    cancel_pending_.run(now);
    cancel_waiting_.run(now);
    cancel_leased_.run(now);
}

std::vector<subscriber_state> subscriber_list::states()
{
    std::vector<subscriber_state> all;
    for (cursor row = states_.select(); row.next();)
        all.push_back({.name = row.text(), .health = read_health(row)});
    return all;
}

bool subscriber_list::keep(const subscriber_state& state)
{
    return run_with_health(keep_, state.health, state.name) != 0;
}

}  // namespace defectd::sqlite
