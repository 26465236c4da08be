#include "sqlite/list_queries.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace defectd::sqlite {
namespace {

/// A way to the rows of a list: the tables with an index, and the conditions that let SQLite use the index.
struct way {
    std::string from;
    std::string where = "TRUE";
};

// NOT INDEXED walks over the table by its row id, which is the order of the list.
constexpr std::string_view each_delivery = "deliveries AS d NOT INDEXED";
constexpr std::string_view each_event = "events AS e NOT INDEXED";
constexpr std::string_view its_event = " CROSS JOIN events AS e ON e.seq = d.event";
constexpr std::string_view of_subscriber = " AND d.subscriber = (SELECT id FROM subscribers WHERE name = ?1)";
constexpr std::string_view first_since =
    "(SELECT min(seq) FROM events INDEXED BY events_by_age WHERE at >= ?4)";

/// Returns whether the filter has a condition that only the row of the event can answer.
bool names_event(const list_filter& filter)
{
    return filter.account || filter.marketplace_id;
}

/// Returns the way along a partial index.  `where` must repeat its condition, or SQLite rejects INDEXED BY.
way by_index(std::string_view index, std::string_view where)
{
    return {.from = fmt::format("deliveries AS d INDEXED BY {}", index), .where = std::string{where}};
}

/// Returns the indexes that together cover a state; none for `delivered`, which has no index because most deliveries
/// are in it.
std::vector<way> ways_by_state(delivery_state state)
{
    switch (state) {
    case delivery_state::pending:
        return {by_index("pending_deliveries", "d.state = 'pending' AND d.blocked = 0"),
                by_index("ordered_deliveries", "d.ordering_key IS NOT NULL AND d.blocked = 1 "
                                               "AND d.state IN ('pending', 'in_flight')")};
    case delivery_state::in_flight: return {by_index("leased_deliveries", "d.state = 'in_flight'")};
    case delivery_state::exhausted:
    case delivery_state::cancelled:
        return {by_index("given_up_deliveries", "d.state IN ('exhausted', 'cancelled')")};
    case delivery_state::delivered: return {};
    }
    return {};
}

/// Returns the ways by the condition that usually leaves the fewest rows: the state, then the account, then the
/// subscriber.  Each way includes the event as `e` when the filter has a condition on it.
std::vector<way> narrowest_ways(const list_filter& filter)
{
    std::vector<way> ways;
    if (filter.state)
        ways = ways_by_state(*filter.state);
    if (ways.empty() && names_event(filter))
        return {{.from = "events AS e INDEXED BY events_by_account "
                         "CROSS JOIN deliveries AS d ON d.event = e.seq"}};
    if (ways.empty() && filter.subscriber)
        ways = {by_index("deliveries_by_subscriber", "TRUE")};
    if (ways.empty())
        ways = {{.from = std::string{each_delivery}}};
    if (names_event(filter) || filter.since)
        for (way& each : ways)
            each.from += its_event;
    return ways;
}

/// Returns the way through the 10,000 highest ids below the page.  A common filter fills its page from them;
/// after a rare one, history_lists searches again with list_reach::all.
way way_to_newest(const list_filter& filter)
{
    const bool needs_event = names_event(filter) || filter.since;
    return {.from = fmt::format("{}{}", each_delivery, needs_event ? its_event : ""),
            .where = "d.id >= coalesce(?5, (SELECT max(id) + 1 FROM deliveries)) - 10000"};
}

/// Returns the conditions on the event `e`, each after an AND.  The parameters are ?1 subscriber, ?2 account,
/// ?3 marketplace, ?4 since, ?5 before, ?6 state, ?7 limit.
std::string event_conditions(const list_filter& filter)
{
    std::string sql;
    if (filter.account)
        sql += " AND e.account = ?2";
    if (filter.marketplace_id)
        sql += " AND e.marketplace_id = ?3";
    if (filter.since)
        sql += " AND e.at >= ?4";
    return sql;
}

/// Returns all conditions of a list of deliveries, each after an AND.
std::string delivery_conditions(const list_filter& filter)
{
    std::string sql = event_conditions(filter);
    if (filter.subscriber)
        sql += of_subscriber;
    if (filter.state)
        sql += " AND d.state = ?6";
    if (filter.before)
        sql += " AND d.id < ?5";
    return sql;
}

/// Returns a query for the ids along one way.  The outer SELECT lets the queries of several ways, each with
/// its own LIMIT, be joined by UNION ALL.
std::string ids_by(const way& taken, std::string_view conditions)
{
    return fmt::format("SELECT * FROM (SELECT d.id FROM {} WHERE {}{} ORDER BY d.id DESC LIMIT ?7)",
                       taken.from, taken.where, conditions);
}

/// Returns the way to the events: through the 10,000 newest, or along the narrowest index.
way way_to_events(const list_filter& filter, list_reach reach)
{
    if (reach == list_reach::newest)
        return {.from = std::string{each_event},
                .where = "e.seq >= coalesce(?5, (SELECT max(seq) + 1 FROM events)) - 10000"};
    if (filter.subscriber)
        return {.from = fmt::format("deliveries AS d INDEXED BY deliveries_by_subscriber{}", its_event),
                .where = fmt::format("TRUE{}", of_subscriber)};
    if (names_event(filter))
        return {.from = "events AS e INDEXED BY events_by_account"};
    return {.from = std::string{each_event}};
}

}  // namespace

std::string delivery_ids_query(const list_filter& filter, list_reach reach)
{
    std::string conditions = delivery_conditions(filter);
    if (reach == list_reach::newest)
        return ids_by(way_to_newest(filter), conditions);
    // No delivery is older than its event: below the first of these events' deliveries there is none of them.
    if (filter.since)
        conditions +=
            fmt::format(" AND d.id >= (SELECT min(id) FROM deliveries WHERE event >= {})", first_since);
    std::vector<std::string> pages;
    for (const way& each : narrowest_ways(filter))
        pages.push_back(ids_by(each, conditions));
    return fmt::format("{}", fmt::join(pages, " UNION ALL "));
}

std::string event_seqs_query(const list_filter& filter, list_reach reach)
{
    const way taken = way_to_events(filter, reach);
    std::string conditions = event_conditions(filter);
    if (filter.subscriber && reach == list_reach::newest)
        conditions +=
            fmt::format(" AND EXISTS (SELECT 1 FROM deliveries AS d WHERE d.event = e.seq{})", of_subscriber);
    if (filter.since && reach == list_reach::all)
        conditions += fmt::format(" AND e.seq >= {}", first_since);
    if (filter.before)
        conditions += " AND e.seq < ?5";
    return fmt::format("SELECT e.seq FROM {} WHERE {}{} ORDER BY e.seq DESC LIMIT ?7", taken.from,
                       taken.where, conditions);
}

}  // namespace defectd::sqlite
