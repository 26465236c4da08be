#include "sqlite/delivery_queue.hpp"

#include "defectd/base/assert.hpp"

namespace defectd::sqlite {
namespace {

/// Returns whether the members of a record agree with each other.
bool is_outcome(const attempt_record& ended)
{
    switch (ended.next) {
    case delivery_state::pending: return ended.due_at.has_value() || !ended.counts;
    case delivery_state::delivered:
    case delivery_state::exhausted: return ended.counts;
    case delivery_state::in_flight:
    case delivery_state::cancelled: return false;
    }
    return false;
}

/// Returns the time for the column finished_at, which is NULL while the delivery is unfinished.
std::optional<timestamp> finished_at(const attempt_record& ended)
{
    if (ended.next == delivery_state::pending)
        return std::nullopt;
    return ended.ended_at;
}

/// Reads the columns of due_: the token and the attempt number are those of the new lease.
claimed_delivery read_claim(cursor& row, const std::string& subscriber)
{
    return claimed_delivery{.id = row.integer(),
                            .token = row.integer(),
                            .subscriber = subscriber,
                            .attempt = row.number(),
                            .resend_count = row.count(),
                            .event_id = row.text(),
                            .event_type = row.text(),
                            .body = row.text(),
                            .event_at = row.time()};
}

}  // namespace

delivery_queue::delivery_queue(connection& database, ordered_deliveries& ordered, queue_heads& heads)
    : ordered_(ordered), heads_(heads),
      void_leases_(database, "UPDATE deliveries SET state = 'pending', owner = NULL, lease_until = NULL "
                             "WHERE state = 'in_flight' RETURNING subscriber, ordering_key"),
      end_leases_(database, "UPDATE deliveries SET state = 'pending', owner = NULL, lease_until = NULL "
                            "WHERE state = 'in_flight' AND lease_until <= ?1 AND owner <> ?2 "
                            "RETURNING subscriber, ordering_key"),
      // A query of its own instead of RETURNING, which creates and drops a table each time: most of the time of a
      // round.
      held_(database, "SELECT subscriber, ordering_key FROM deliveries "
                      "WHERE id = ?1 AND token = ?2 AND state = 'in_flight'"),
      record_(database, "UPDATE deliveries SET state = ?2, due_at = coalesce(?3, due_at), "
                        "attempts = attempts + ?4, finished_at = ?5, owner = NULL, lease_until = NULL "
                        "WHERE id = ?1"),
      count_delivered_(database, "UPDATE subscribers SET delivered = delivered + ?2 WHERE id = ?1"),
      // Numbered by the rows there are: a redelivery starts a new retry schedule, but continues the history.
      add_attempt_(
          database,
          "INSERT INTO attempts (delivery, number, started_at, ended_at, status, failure, message_id) "
          "VALUES (?1, 1 + coalesce((SELECT max(number) FROM attempts WHERE delivery = ?1), 0), "
          "?2, ?3, ?4, ?5, ?6)"),
      // A removed subscriber keeps its row but gets nothing.
      row_of_(database, "SELECT id FROM subscribers WHERE name = ?1 AND removed_at IS NULL"),
      // A range of pending_deliveries in its own order: reads the rows that are due, at most as many as there
      // are slots.  CROSS JOIN keeps SQLite from starting with the events.
      due_(database,
           "SELECT d.id, d.token + 1, d.attempts + 1, d.resend_count, e.id, e.type, e.body, e.at "
           "FROM deliveries AS d INDEXED BY pending_deliveries CROSS JOIN events AS e ON e.seq = d.event "
           "WHERE d.state = 'pending' AND d.blocked = 0 AND d.due_at <= ?2 "
           "AND d.subscriber = ?1 "
           "ORDER BY d.due_at, d.id LIMIT ?3"),
      // The token was computed by due_ in the same transaction.
      lease_(database, "UPDATE deliveries SET state = 'in_flight', token = ?2, owner = ?3, lease_until = ?4 "
                       "WHERE id = ?1")
{
}

void delivery_queue::void_all_leases()
{
    reorder_all(void_leases_.select());
}

void delivery_queue::end_leases(timestamp now, const std::string& own)
{
    reorder_all(end_leases_.select(now, own));
}

void delivery_queue::reorder_all(cursor pending_again)
{
    // The cursor is read to its end first: reordering changes rows of the table that it walks over.
    std::vector<ordering_group> groups;
    while (pending_again.next()) {
        ordering_group group = read_group(pending_again);
        heads_.changed(group.subscriber);
        if (group.ordering_key)
            groups.push_back(std::move(group));
    }
    for (const ordering_group& group : groups)
        ordered_.reorder(group);
}

bool delivery_queue::record(const attempt_record& ended, delivered_counts& delivered)
{
    DEFECTD_ASSERT(is_outcome(ended));
    const std::optional<ordering_group> group = complete(ended);
    if (!group)
        return false;
    if (ended.counts)
        add_attempt_.run(ended.delivery, ended.started_at, ended.ended_at, ended.status, ended.failure,
                         ended.message_id);
    if (ended.next == delivery_state::delivered)
        ++delivered[group->subscriber];
    // The head of the queue changes when the delivery is back in it, or makes room for the next of its group.
    if (ended.next == delivery_state::pending || group->ordering_key)
        heads_.changed(group->subscriber);
    if (ended.next == delivery_state::pending)
        ordered_.reorder(*group);
    else
        ordered_.advance(*group);
    return true;
}

std::optional<ordering_group> delivery_queue::complete(const attempt_record& ended)
{
    cursor row = held_.select(ended.delivery, ended.token);
    if (!row.next())
        return std::nullopt;
    ordering_group group = read_group(row);
    record_.run(ended.delivery, ended.next, ended.due_at, ended.counts && !ended.is_extra,
                finished_at(ended));
    return group;
}

void delivery_queue::add_to_tallies(const delivered_counts& delivered)
{
    for (const auto& [subscriber, count] : delivered)
        count_delivered_.run(subscriber, count);
}

void delivery_queue::claim(const subscriber_slots& wanted, const claim_request& request,
                           std::vector<claimed_delivery>& claimed)
{
    DEFECTD_ASSERT(wanted.count >= 0);
    const std::optional<std::int64_t> subscriber = row_of(wanted.subscriber);
    if (!subscriber)
        return;
    heads_.changed(*subscriber);
    // All are read before the first is leased: a lease takes the row out of the index that the cursor walks over.
    const std::size_t first = claimed.size();
    for (cursor row = due_.select(*subscriber, request.now, wanted.count); row.next();)
        claimed.push_back(read_claim(row, wanted.subscriber));
    for (const claimed_delivery& due : std::span{claimed}.subspan(first))
        lease_.run(due.id, due.token, request.owner, request.now + request.lease);
}

std::optional<std::int64_t> delivery_queue::row_of(const std::string& subscriber)
{
    cursor row = row_of_.select(subscriber);
    return row.next() ? std::optional(row.integer()) : std::nullopt;
}

}  // namespace defectd::sqlite
