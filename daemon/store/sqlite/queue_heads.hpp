// When the first delivery of each changed queue is due.
#ifndef DEFECTD_STORE_SQLITE_QUEUE_HEADS_HPP
#define DEFECTD_STORE_SQLITE_QUEUE_HEADS_HPP

#include <set>
#include <vector>

#include "defectd/store/dispatch.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Remembers in memory which subscribers' queues changed since the dispatcher last read their heads.  A rollback
/// keeps the changes: one too many costs a query.
class queue_heads {
public:
    explicit queue_heads(connection& database);

    /// Notes that the queue of the subscriber in this row changed.
    void changed(std::int64_t subscriber) { changed_.insert(subscriber); }
    /// Notes the same of every subscriber.
    void all_changed();

    /// Returns the heads of the changed queues; a head without a time is that of an empty queue.
    [[nodiscard]] std::vector<queue_head> read();
    /// Forgets the changes, after what read() returned was committed.
    void clear_changes() noexcept { changed_.clear(); }

private:
    std::set<std::int64_t> changed_;
    statement everyone_;
    statement head_;
};

}  // namespace defectd::sqlite

#endif
