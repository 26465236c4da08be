#include "sqlite/pruning.hpp"

namespace defectd::sqlite {

pruning::pruning(connection& database)
    // Each takes the oldest rows from an index of its own, so that a call costs as much as it deletes.
    : deliveries_(database, "DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries "
                            "INDEXED BY finished_deliveries WHERE state IN ('delivered', 'cancelled') "
                            "AND finished_at < ?1 ORDER BY finished_at LIMIT ?2)"),
      events_(database,
              "DELETE FROM events WHERE seq IN (SELECT seq FROM events AS e INDEXED BY events_by_age "
              "WHERE at < ?1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event = e.seq) "
              "ORDER BY at LIMIT ?2)"),
      defects_(database,
               "DELETE FROM defects WHERE (market, order_id, type) IN (SELECT market, order_id, type "
               "FROM defects INDEXED BY closed_defects WHERE closed_at < ?1 ORDER BY closed_at LIMIT ?2)")
{
}

std::size_t pruning::forget(timestamp history_from, timestamp closed_from, std::size_t max_rows)
{
    // Deliveries go first: only an event without any can be deleted.
    std::size_t gone = 0;
    gone += static_cast<std::size_t>(deliveries_.run(history_from, max_rows));
    gone += static_cast<std::size_t>(events_.run(history_from, max_rows - gone));
    gone += static_cast<std::size_t>(defects_.run(closed_from, max_rows - gone));
    return gone;
}

}  // namespace defectd::sqlite
