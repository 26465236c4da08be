// Whose queue changed since the last report, and what stands first in it.
#ifndef DEFECTD_STORE_SQLITE_QUEUE_HEADS_HPP
#define DEFECTD_STORE_SQLITE_QUEUE_HEADS_HPP

#include <set>
#include <vector>

#include "defectd/store/dispatch.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// The marks lie in memory, and a transaction that is not kept leaves them: one too many costs a look.
class queue_heads {
public:
    explicit queue_heads(connection& database);

    /// Something in the queue of the subscriber in this row changed.
    void changed(std::int64_t subscriber) { changed_.insert(subscriber); }
    void all_changed();

    /// Of everyone marked.
    [[nodiscard]] std::vector<queue_head> read();
    /// What was read is committed and told.
    void clear_changes() noexcept { changed_.clear(); }

private:
    std::set<std::int64_t> changed_;
    statement everyone_;
    statement head_;
};

}  // namespace defectd::sqlite

#endif
