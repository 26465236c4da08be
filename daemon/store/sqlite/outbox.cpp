#include "sqlite/outbox.hpp"

#include <fmt/format.h>

namespace defectd::sqlite {
namespace {

/// Selects an existing_delivery.  The ordering key is computed: a finished delivery keeps that of its last schedule.
constexpr const char* existing_columns = "SELECT d.id, d.state, d.subscriber, "
                                         "CASE WHEN s.in_order THEN coalesce(e.account, '') END "
                                         "FROM deliveries AS d JOIN subscribers AS s ON s.id = d.subscriber "
                                         "JOIN events AS e ON e.seq = d.event "
                                         "WHERE s.removed_at IS NULL AND {}";

/// Two statements make everything due, because unblocked and blocked deliveries have different indexes.
constexpr const char* make_due_at = "UPDATE deliveries INDEXED BY {} SET due_at = ?2 "
                                    "WHERE {} AND due_at > ?2 "
                                    "AND subscriber = ?1";

/// Returns whether the delivery can be made pending again.
bool is_finished(delivery_state state)
{
    return state != delivery_state::pending && state != delivery_state::in_flight;
}

}  // namespace

outbox::outbox(connection& database, ordered_deliveries& ordered, queue_heads& heads)
    : ordered_(ordered), heads_(heads),
      // Returns the row of the subscriber and, when it is in order, the key of the event's group.
      group_for_(database, "SELECT id, CASE WHEN in_order "
                           "THEN coalesce((SELECT account FROM events WHERE seq = ?1), '') END "
                           "FROM subscribers WHERE name = ?2 AND removed_at IS NULL"),
      // A delivery in order starts blocked; advance() unblocks it when it is the first of its group.  IGNORE:
      // one delivery per event and subscriber.
      add_(database,
           "INSERT OR IGNORE INTO deliveries (event, subscriber, state, due_at, ordering_key, blocked) "
           "VALUES (?1, ?2, 'pending', ?3, ?4, ?4 IS NOT NULL)"),
      find_(database, fmt::format(existing_columns, "d.id = ?1")),
      // UNIQUE (event, subscriber) makes this one row at most.
      find_of_event_(database, fmt::format(existing_columns, "d.event = ?1 AND s.name = ?2")),
      exists_(database, "SELECT 1 FROM events WHERE seq = ?1"),
      // The attempts start again from 0 for a full retry schedule; the rows of earlier attempts stay.
      reopen_(
          database,
          "UPDATE deliveries SET state = 'pending', due_at = ?2, attempts = 0, "
          "resend_count = resend_count + 1, finished_at = NULL, ordering_key = ?3, blocked = (?3 IS NOT NULL) "
          "WHERE id = ?1"),
      uncount_delivered_(database, "UPDATE subscribers SET delivered = delivered - 1 WHERE id = ?1"),
      row_of_(database, "SELECT id FROM subscribers WHERE name = ?1"),
      make_pending_due_(database,
                        fmt::format(make_due_at, "pending_deliveries", "state = 'pending' AND blocked = 0")),
      make_waiting_due_(
          database,
          fmt::format(make_due_at, "ordered_deliveries",
                      "ordering_key IS NOT NULL AND blocked = 1 AND state IN ('pending', 'in_flight')"))
{
}

bool outbox::add(std::int64_t event, const std::string& subscriber, timestamp now)
{
    cursor row = group_for_.select(event, subscriber);
    if (!row.next())
        return false;
    const ordering_group group = read_group(row);
    if (add_.run(event, group.subscriber, now, group.ordering_key) == 0)
        return false;
    heads_.changed(group.subscriber);
    ordered_.advance(group);
    return true;
}

redeliver_result outbox::redeliver(std::int64_t delivery, timestamp now)
{
    const std::optional<existing_delivery> found = read_existing(find_.select(delivery));
    if (!found)
        return redeliver_result::unknown;
    if (!is_finished(found->state))
        return redeliver_result::due_already;
    reopen(*found, now);
    return redeliver_result::due;
}

bool outbox::recover(const std::string& subscriber, std::int64_t event, recover_scope which, timestamp now)
{
    const std::optional<existing_delivery> found = read_existing(find_of_event_.select(event, subscriber));
    if (!found)
        return exists(event) && add(event, subscriber, now);
    const bool was_got = found->state == delivery_state::delivered;
    if (!is_finished(found->state) || (was_got && which == recover_scope::not_delivered))
        return false;
    reopen(*found, now);
    return true;
}

std::optional<outbox::existing_delivery> outbox::read_existing(cursor row)
{
    if (!row.next())
        return std::nullopt;
    return existing_delivery{
        .id = row.integer(), .state = row.word(delivery_state_named), .group = read_group(row)};
}

bool outbox::exists(std::int64_t event)
{
    cursor row = exists_.select(event);
    return row.next();
}

void outbox::reopen(const existing_delivery& finished, timestamp now)
{
    reopen_.run(finished.id, now, finished.group.ordering_key);
    // The tally counts deliveries that are delivered now, so this one leaves it.
    if (finished.state == delivery_state::delivered)
        uncount_delivered_.run(finished.group.subscriber);
    heads_.changed(finished.group.subscriber);
    ordered_.reorder(finished.group);
}

void outbox::make_due(const std::string& subscriber, timestamp now)
{
    cursor row = row_of_.select(subscriber);
    if (!row.next())
        return;
    const std::int64_t its_row = row.integer();
    heads_.changed(its_row);
    make_pending_due_.run(its_row, now);
    // A blocked delivery, too: it must not wait for its own retry time after it is unblocked.
    make_waiting_due_.run(its_row, now);
}

}  // namespace defectd::sqlite
