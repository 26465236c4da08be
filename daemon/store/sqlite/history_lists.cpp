#include "sqlite/history_lists.hpp"

#include <fmt/format.h>

#include "defectd/base/assert.hpp"
#include "sqlite/event_log.hpp"

namespace defectd::sqlite {
namespace {

/// Selects the columns that read_delivery() reads, with the last attempt.  NOT INDEXED: the ids are known,
/// and each row is found by its id.
constexpr const char* select_deliveries = R"sql(
SELECT d.id, s.name, e.id, e.type, e.at, e.account, e.marketplace_id, d.state, coalesce(a.number, 0),
       CASE WHEN d.state = 'pending' THEN d.due_at END, d.finished_at,
       coalesce(a.status, 0), coalesce(a.failure, '')
  FROM deliveries AS d NOT INDEXED
       JOIN subscribers AS s ON s.id = d.subscriber
       JOIN events AS e ON e.seq = d.event
       LEFT JOIN attempts AS a ON a.delivery = d.id
         AND a.number = (SELECT max(number) FROM attempts WHERE delivery = d.id)
 WHERE )sql";

delivery_record read_delivery(cursor& row)
{
    return {.id = row.integer(),
            .subscriber = row.text(),
            .event_id = row.text(),
            .event_type = row.text(),
            .event_at = row.time(),
            .account = row.maybe_text(),
            .marketplace_id = row.maybe_text(),
            .state = row.word(delivery_state_named),
            .attempts = row.number(),
            .due_at = row.maybe_time(),
            .finished_at = row.maybe_time(),
            .last_status = row.number(),
            .last_failure = row.text()};
}

attempt_entry read_attempt(cursor& row)
{
    return {.number = row.number(),
            .started_at = row.time(),
            .ended_at = row.time(),
            .status = row.number(),
            .failure = row.text(),
            .message_id = row.text()};
}

/// Executes a query of delivery_ids_query() or event_seqs_query(), which share these parameters.
cursor ask(statement& question, const list_filter& filter)
{
    return question.select(filter.subscriber, filter.account, filter.marketplace_id, filter.since,
                           filter.before, filter.state, filter.limit);
}

template <class Entry>
bool is_full(const std::vector<Entry>& page, const list_filter& filter)
{
    return page.size() == static_cast<std::size_t>(filter.limit);
}

}  // namespace

history_lists::history_lists(connection& database)
    : database_(database), find_delivery_(database, fmt::format("{} d.id = ?1", select_deliveries)),
      // A range of the primary key.
      attempts_(database, "SELECT number, started_at, ended_at, status, failure, message_id FROM attempts "
                          "WHERE delivery = ?1 ORDER BY number")
{
}

std::vector<delivery_record> history_lists::deliveries(const list_filter& filter)
{
    DEFECTD_ASSERT(filter.limit >= 1 && filter.limit <= 1000);
    // Most pages are full of recent rows.  Only a page that is not needs the whole index.
    std::vector<delivery_record> page = look_for_deliveries(filter, list_reach::newest);
    return is_full(page, filter) ? page : look_for_deliveries(filter, list_reach::all);
}

std::vector<delivery_record> history_lists::look_for_deliveries(const list_filter& filter, list_reach reach)
{
    // Prepared for each page: the SQL depends on which members of the filter are set.
    statement question{database_, fmt::format("{} d.id IN ({}) ORDER BY d.id DESC LIMIT ?7",
                                              select_deliveries, delivery_ids_query(filter, reach))};
    std::vector<delivery_record> page;
    for (cursor row = ask(question, filter); row.next();)
        page.push_back(read_delivery(row));
    return page;
}

std::vector<numbered_event> history_lists::events(const list_filter& filter)
{
    DEFECTD_ASSERT(filter.limit >= 1 && filter.limit <= 1000);
    // The same two steps as for deliveries.
    std::vector<numbered_event> page = look_for_events(filter, list_reach::newest);
    return is_full(page, filter) ? page : look_for_events(filter, list_reach::all);
}

std::vector<numbered_event> history_lists::look_for_events(const list_filter& filter, list_reach reach)
{
    statement question{database_,
                       fmt::format("SELECT {} FROM events WHERE seq IN ({}) ORDER BY seq DESC LIMIT ?7",
                                   event_columns, event_seqs_query(filter, reach))};
    std::vector<numbered_event> page;
    for (cursor row = ask(question, filter); row.next();)
        page.push_back(read_numbered_event(row));
    return page;
}

std::optional<delivery_history> history_lists::find_delivery(std::int64_t id)
{
    std::optional<delivery_history> found;
    {  // the cursor ends before the next statement runs
        cursor row = find_delivery_.select(id);
        if (!row.next())
            return std::nullopt;
        found = delivery_history{.delivery = read_delivery(row), .attempts = {}};
    }
    found->attempts = attempts_of(id);
    return found;
}

std::vector<attempt_entry> history_lists::attempts_of(std::int64_t delivery)
{
    std::vector<attempt_entry> all;
    for (cursor row = attempts_.select(delivery); row.next();)
        all.push_back(read_attempt(row));
    return all;
}

}  // namespace defectd::sqlite
