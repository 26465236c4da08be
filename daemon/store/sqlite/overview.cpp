#include "sqlite/overview.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sqlite/health_columns.hpp"
#include "sqlite/scope_rows.hpp"

namespace defectd::sqlite {
namespace {

// Each count reads one range of an index.  Delivered ones, of which there are many, have a tally.  A blocked delivery
// counts by its own time.
constexpr const char* subscriber_counts = R"sql(
SELECT name,
       (SELECT count(*) FROM deliveries INDEXED BY pending_deliveries
         WHERE state = 'pending' AND blocked = 0 AND subscriber = s.id AND due_at <= ?1)
       + (SELECT count(*) FROM deliveries INDEXED BY ordered_deliveries
           WHERE ordering_key IS NOT NULL AND state IN ('pending', 'in_flight') AND blocked = 1
             AND subscriber = s.id AND due_at <= ?1),
       (SELECT count(*) FROM deliveries INDEXED BY pending_deliveries
         WHERE state = 'pending' AND blocked = 0 AND subscriber = s.id AND due_at > ?1)
       + (SELECT count(*) FROM deliveries INDEXED BY ordered_deliveries
           WHERE ordering_key IS NOT NULL AND state IN ('pending', 'in_flight') AND blocked = 1
             AND subscriber = s.id AND due_at > ?1),
       (SELECT count(*) FROM deliveries INDEXED BY leased_deliveries
         WHERE state = 'in_flight' AND subscriber = s.id),
       delivered,
       (SELECT count(*) FROM deliveries INDEXED BY given_up_deliveries
         WHERE state IN ('exhausted', 'cancelled') AND state = 'exhausted' AND subscriber = s.id),
       (SELECT min(due_at) FROM (
          SELECT min(due_at) AS due_at FROM deliveries INDEXED BY pending_deliveries
           WHERE state = 'pending' AND blocked = 0 AND subscriber = s.id AND due_at <= ?1
          UNION ALL
          SELECT min(due_at) FROM deliveries INDEXED BY ordered_deliveries
           WHERE ordering_key IS NOT NULL AND state IN ('pending', 'in_flight') AND blocked = 1
             AND subscriber = s.id AND due_at <= ?1)),
       {}
  FROM subscribers AS s WHERE removed_at IS NULL ORDER BY name)sql";

// Both counts read a range of open_defects, whose last column is `missed`.
constexpr const char* scope_counts = R"sql(
SELECT m.account, m.marketplace_id, s.channel,
       (SELECT count(*) FROM defects INDEXED BY open_defects
         WHERE state = 'open' AND market = s.market AND scope_channel = s.channel),
       (SELECT count(*) FROM defects INDEXED BY open_defects
         WHERE state = 'open' AND market = s.market AND scope_channel = s.channel AND missed > 0),
       {}
  FROM scopes AS s JOIN markets AS m ON m.id = s.market)sql";

/// Reads the columns of scope_counts.  The two counts come before the record, so they are read first.
scope_overview read_scope(cursor& row)
{
    report_scope scope{
        .account = row.text(), .marketplace_id = row.text(), .channel = row.word(fulfillment_named)};
    const std::uint64_t open = row.count();
    const std::uint64_t pending_clears = row.count();
    return {
        .record = read_scope_record(std::move(scope), row), .open = open, .pending_clears = pending_clears};
}

/// Reads the columns of subscriber_counts.
subscriber_overview read_subscriber(cursor& row)
{
    return {.name = row.text(),
            .due = row.count(),
            .scheduled = row.count(),
            .in_flight = row.count(),
            .delivered = row.count(),
            .exhausted = row.count(),
            .oldest_due_at = row.maybe_time(),
            .health = read_health(row)};
}

}  // namespace

overview_queries::overview_queries(connection& database)
    : scopes_(database, fmt::format(scope_counts, scope_record_columns)),
      subscribers_(database, fmt::format(subscriber_counts, health_columns)),
      // A trigger keeps the tally: counting the rows of events would read the whole table.
      events_(database, "SELECT events FROM tallies")
{
}

store_overview overview_queries::look(timestamp now)
{
    cursor row = events_.select();
    return {.scopes = scopes(),
            .failing_sources = {},
            .subscribers = subscribers(now),
            .events = row.next() ? row.count() : 0};
}

std::vector<scope_overview> overview_queries::scopes()
{
    std::vector<scope_overview> all;
    for (cursor row = scopes_.select(); row.next();)
        all.push_back(read_scope(row));
    // The words of the channels sort otherwise than their numbers.
    std::ranges::sort(all, {},
                      [](const scope_overview& each) -> const report_scope& { return each.record.scope; });
    return all;
}

std::vector<subscriber_overview> overview_queries::subscribers(timestamp now)
{
    std::vector<subscriber_overview> all;
    for (cursor row = subscribers_.select(now); row.next();)
        all.push_back(read_subscriber(row));
    return all;
}

}  // namespace defectd::sqlite
