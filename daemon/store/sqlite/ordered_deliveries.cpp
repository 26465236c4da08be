#include "sqlite/ordered_deliveries.hpp"

namespace defectd::sqlite {

delivery_place read_place(cursor& row)
{
    return {.subscriber = row.integer(), .ordering_key = row.maybe_text()};
}

ordered_deliveries::ordered_deliveries(connection& database)
    : let_next_go_(
          database,
          "UPDATE deliveries SET blocked = 0 WHERE id = "
          "(SELECT id FROM deliveries INDEXED BY ordered_deliveries WHERE subscriber = ?1 AND ordering_key = ?2 "
          "AND blocked = 1 AND state IN ('pending', 'in_flight') ORDER BY id LIMIT 1) "
          "AND NOT EXISTS (SELECT 1 FROM deliveries INDEXED BY ordered_deliveries WHERE subscriber = ?1 "
          "AND ordering_key = ?2 AND blocked = 0 AND state IN ('pending', 'in_flight'))"),
      hold_(database, "UPDATE deliveries INDEXED BY ordered_deliveries SET blocked = 1 "
                      "WHERE subscriber = ?1 AND ordering_key = ?2 AND blocked = 0 "
                      "AND state IN ('pending', 'in_flight') AND state = 'pending'"),
      line_up_(database,
               "UPDATE deliveries SET blocked = (state = 'pending'), "
               "ordering_key = coalesce((SELECT account FROM events WHERE seq = deliveries.event), '') "
               "WHERE id IN (SELECT id FROM deliveries INDEXED BY pending_deliveries "
               "WHERE state = 'pending' AND blocked = 0 AND subscriber = ?1 "
               "UNION ALL SELECT id FROM deliveries INDEXED BY leased_deliveries "
               "WHERE state = 'in_flight' AND subscriber = ?1)"),
      let_first_go_(database,
                    "UPDATE deliveries SET blocked = 0 WHERE id IN "
                    "(SELECT min(id) FROM deliveries INDEXED BY ordered_deliveries WHERE subscriber = ?1 "
                    "AND ordering_key IS NOT NULL AND state IN ('pending', 'in_flight') "
                    "GROUP BY ordering_key HAVING min(blocked) = 1)"),
      dissolve_(database,
                "UPDATE deliveries INDEXED BY ordered_deliveries SET blocked = 0, ordering_key = NULL "
                "WHERE subscriber = ?1 AND ordering_key IS NOT NULL AND state IN ('pending', 'in_flight')")
{
}

void ordered_deliveries::advance(const delivery_place& place)
{
    if (place.ordering_key)
        let_next_go_.run(place.subscriber, *place.ordering_key);
}

void ordered_deliveries::reorder(const delivery_place& place)
{
    if (!place.ordering_key)
        return;
    hold_.run(place.subscriber, *place.ordering_key);
    advance(place);
}

void ordered_deliveries::form(std::int64_t subscriber)
{
    line_up_.run(subscriber);
    let_first_go_.run(subscriber);
}

void ordered_deliveries::dissolve(std::int64_t subscriber)
{
    dissolve_.run(subscriber);
}

}  // namespace defectd::sqlite
