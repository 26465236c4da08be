#include "sqlite/ordered_deliveries.hpp"

namespace defectd::sqlite {

ordering_group read_group(cursor& row)
{
    return {.subscriber = row.integer(), .ordering_key = row.maybe_text()};
}

ordered_deliveries::ordered_deliveries(connection& database)
    // A group is a range of the index, in which the unblocked delivery comes first.
    : unblock_next_(
          database,
          "UPDATE deliveries SET blocked = 0 WHERE id = "
          "(SELECT id FROM deliveries INDEXED BY ordered_deliveries WHERE subscriber = ?1 AND ordering_key = ?2 "
          "AND blocked = 1 AND state IN ('pending', 'in_flight') ORDER BY id LIMIT 1) "
          "AND NOT EXISTS (SELECT 1 FROM deliveries INDEXED BY ordered_deliveries WHERE subscriber = ?1 "
          "AND ordering_key = ?2 AND blocked = 0 AND state IN ('pending', 'in_flight'))"),
      // The first condition on the state is that of the index, the second leaves a delivery in flight as it is.
      block_(database, "UPDATE deliveries INDEXED BY ordered_deliveries SET blocked = 1 "
                       "WHERE subscriber = ?1 AND ordering_key = ?2 AND blocked = 0 "
                       "AND state IN ('pending', 'in_flight') AND state = 'pending'"),
      // The two indexes have every unfinished delivery of a subscriber that was not ordered until now.
      order_(database,
             "UPDATE deliveries SET blocked = (state = 'pending'), "
             "ordering_key = coalesce((SELECT account FROM events WHERE seq = deliveries.event), '') "
             "WHERE id IN (SELECT id FROM deliveries INDEXED BY pending_deliveries "
             "WHERE state = 'pending' AND blocked = 0 AND subscriber = ?1 "
             "UNION ALL SELECT id FROM deliveries INDEXED BY leased_deliveries "
             "WHERE state = 'in_flight' AND subscriber = ?1)"),
      // A group with a delivery in flight has blocked = 0 in it, and gets no second one.
      unblock_first_(database,
                     "UPDATE deliveries SET blocked = 0 WHERE id IN "
                     "(SELECT min(id) FROM deliveries INDEXED BY ordered_deliveries WHERE subscriber = ?1 "
                     "AND ordering_key IS NOT NULL AND state IN ('pending', 'in_flight') "
                     "GROUP BY ordering_key HAVING min(blocked) = 1)"),
      // The index contains the unfinished deliveries of a subscriber that have an ordering key.
      unorder_(database,
               "UPDATE deliveries INDEXED BY ordered_deliveries SET blocked = 0, ordering_key = NULL "
               "WHERE subscriber = ?1 AND ordering_key IS NOT NULL AND state IN ('pending', 'in_flight')")
{
}

void ordered_deliveries::advance(const ordering_group& group)
{
    if (group.ordering_key)
        unblock_next_.run(group.subscriber, *group.ordering_key);
}

void ordered_deliveries::reorder(const ordering_group& group)
{
    if (!group.ordering_key)
        return;
    block_.run(group.subscriber, *group.ordering_key);
    advance(group);
}

void ordered_deliveries::order_all(std::int64_t subscriber)
{
    order_.run(subscriber);
    unblock_first_.run(subscriber);
}

void ordered_deliveries::unorder_all(std::int64_t subscriber)
{
    unorder_.run(subscriber);
}

}  // namespace defectd::sqlite
