#include "sqlite/queue_heads.hpp"

namespace defectd::sqlite {

queue_heads::queue_heads(connection& database)
    // Removed subscribers have no queue.
    : everyone_(database, "SELECT id FROM subscribers WHERE removed_at IS NULL"),
      // min() takes the first row of the subscriber's range in the index, however long the queue is.
      head_(database, "SELECT name, (SELECT min(due_at) FROM deliveries INDEXED BY pending_deliveries "
                      "WHERE state = 'pending' AND blocked = 0 AND subscriber = ?1) "
                      "FROM subscribers WHERE id = ?1 AND removed_at IS NULL")
{
}

void queue_heads::all_changed()
{
    for (cursor row = everyone_.select(); row.next();)
        changed(row.integer());
}

std::vector<queue_head> queue_heads::read()
{
    std::vector<queue_head> heads;
    heads.reserve(changed_.size());
    for (const std::int64_t subscriber : changed_)
        for (cursor row = head_.select(subscriber); row.next();)
            heads.push_back({.subscriber = row.text(), .due_at = row.maybe_time()});
    return heads;
}

}  // namespace defectd::sqlite
