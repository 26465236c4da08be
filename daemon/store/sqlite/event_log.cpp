#include "sqlite/event_log.hpp"

#include <sqlite3.h>

namespace defectd::sqlite {
namespace {

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

event_log::event_log(connection& database)
    : database_(database), find_(database, "SELECT 1 FROM events WHERE id = ?1"),
      add_(database,
           "INSERT INTO events (id, type, at, body, account, marketplace_id, channel, type_of_defect) "
           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
      enqueue_(database,
               "INSERT OR IGNORE INTO deliveries (event, subscriber, state, due_at) "
               "SELECT ?1, id, 'pending', ?3 FROM subscribers WHERE name = ?2 AND removed_at IS NULL"),
      recent_(database, "SELECT id, type, at, body, account, marketplace_id, channel, type_of_defect "
                        "FROM events ORDER BY seq DESC LIMIT ?1")
{
}

void event_log::tell(const outbox_event& news, timestamp now)
{
    if (is_known(news.told.id))
        return;
    const std::int64_t seq = add(news.told);
    for (const std::string& subscriber : news.subscribers)
        enqueue_.run(seq, subscriber, now);
}

bool event_log::is_known(const std::string& id)
{
    cursor row = find_.select(id);
    return row.next();
}

std::int64_t event_log::add(const event& told)
{
    add_.run(told.id, told.type, told.at, told.body, told.account, told.marketplace_id, told.channel,
             told.type_of_defect);
    return sqlite3_last_insert_rowid(database_.handle());
}

std::vector<event> event_log::recent(std::size_t most)
{
    std::vector<event> events;
    for (cursor row = recent_.select(most); row.next();)
        events.push_back(read_event(row));
    return events;
}

}  // namespace defectd::sqlite
