#include "sqlite/delivery_lines.hpp"

namespace defectd::sqlite {

delivery_place read_place(cursor& row)
{
    return {.subscriber = row.integer(), .line = row.maybe_text()};
}

delivery_lines::delivery_lines(connection& database)
    : let_next_go_(database,
                   "UPDATE deliveries SET waits = 0 WHERE id = "
                   "(SELECT id FROM deliveries INDEXED BY delivery_lines WHERE subscriber = ?1 AND line = ?2 "
                   "AND waits = 1 AND state IN ('pending', 'in_flight') ORDER BY id LIMIT 1) "
                   "AND NOT EXISTS (SELECT 1 FROM deliveries INDEXED BY delivery_lines WHERE subscriber = ?1 "
                   "AND line = ?2 AND waits = 0 AND state IN ('pending', 'in_flight'))"),
      hold_(database, "UPDATE deliveries INDEXED BY delivery_lines SET waits = 1 "
                      "WHERE subscriber = ?1 AND line = ?2 AND waits = 0 "
                      "AND state IN ('pending', 'in_flight') AND state = 'pending'"),
      line_up_(database, "UPDATE deliveries SET waits = (state = 'pending'), "
                         "line = coalesce((SELECT account FROM events WHERE seq = deliveries.event), '') "
                         "WHERE id IN (SELECT id FROM deliveries INDEXED BY pending_deliveries "
                         "WHERE state = 'pending' AND waits = 0 AND subscriber = ?1 "
                         "UNION ALL SELECT id FROM deliveries INDEXED BY leased_deliveries "
                         "WHERE state = 'in_flight' AND subscriber = ?1)"),
      let_first_go_(database,
                    "UPDATE deliveries SET waits = 0 WHERE id IN "
                    "(SELECT min(id) FROM deliveries INDEXED BY delivery_lines WHERE subscriber = ?1 "
                    "AND line IS NOT NULL AND state IN ('pending', 'in_flight') "
                    "GROUP BY line HAVING min(waits) = 1)"),
      dissolve_(database, "UPDATE deliveries INDEXED BY delivery_lines SET waits = 0, line = NULL "
                          "WHERE subscriber = ?1 AND line IS NOT NULL AND state IN ('pending', 'in_flight')")
{
}

void delivery_lines::advance(const delivery_place& place)
{
    if (place.line)
        let_next_go_.run(place.subscriber, *place.line);
}

void delivery_lines::reorder(const delivery_place& place)
{
    if (!place.line)
        return;
    hold_.run(place.subscriber, *place.line);
    advance(place);
}

void delivery_lines::form(std::int64_t subscriber)
{
    line_up_.run(subscriber);
    let_first_go_.run(subscriber);
}

void delivery_lines::dissolve(std::int64_t subscriber)
{
    dissolve_.run(subscriber);
}

}  // namespace defectd::sqlite
