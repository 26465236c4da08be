#include "sqlite/event_log.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace defectd::sqlite {
namespace {

/// Selects events after ?1 that were emitted at ?2 or later, in the order of seq.  When the next event is too old, the
/// index by age finds the first one that is not: reading the wide rows of all older events would take long.
constexpr const char* after_seq = R"sql(
SELECT {} FROM events NOT INDEXED
 WHERE at >= ?2
   AND seq >= CASE WHEN (SELECT at FROM events WHERE seq > ?1 ORDER BY seq LIMIT 1) >= ?2 THEN ?1 + 1
                   ELSE (SELECT min(seq) FROM events INDEXED BY events_by_age WHERE at >= ?2 AND seq > ?1) END
 ORDER BY seq LIMIT ?3)sql";

/// Reads event_columns without the leading seq.
event read_event(cursor& row)
{
    return event{.id = row.text(),
                 .type = row.text(),
                 .at = row.time(),
                 .body = row.text(),
                 .account = row.maybe_text(),
                 .marketplace_id = row.maybe_text(),
                 .channel = row.maybe_word(fulfillment_named),
                 .type_of_defect = row.maybe_word(defect_type_named)};
}

}  // namespace

numbered_event read_numbered_event(cursor& row)
{
    return {.seq = row.integer(), .event = read_event(row)};
}

event_log::event_log(connection& database)
    : database_(database), is_known_(database, "SELECT 1 FROM events WHERE id = ?1"),
      add_(database,
           "INSERT INTO events (id, type, at, body, account, marketplace_id, channel, type_of_defect) "
           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
      after_(database, fmt::format(after_seq, event_columns)),
      find_(database, fmt::format("SELECT {} FROM events WHERE id = ?1", event_columns))
{
}

std::optional<std::int64_t> event_log::add(const event& ev)
{
    // The id of an event is derived from what happened, so a second event under the same id reports the same
    // fact.
    if (is_known_.select(ev.id).next())
        return std::nullopt;
    add_.run(ev.id, ev.type, ev.at, ev.body, ev.account, ev.marketplace_id, ev.channel, ev.type_of_defect);
    return sqlite3_last_insert_rowid(database_.handle());
}

std::vector<numbered_event> event_log::after(std::int64_t seq, timestamp since, std::size_t max)
{
    std::vector<numbered_event> events;
    for (cursor row = after_.select(seq, since, max); row.next();)
        events.push_back(read_numbered_event(row));
    return events;
}

std::optional<numbered_event> event_log::find(const std::string& id)
{
    cursor row = find_.select(id);
    if (!row.next())
        return std::nullopt;
    return read_numbered_event(row);
}

}  // namespace defectd::sqlite
