// A transaction that rolls back unless it was committed.  A rollback also happens when an exception leaves
// the scope, so a call of the store either does everything or nothing.
#ifndef DEFECTD_STORE_SQLITE_TRANSACTION_HPP
#define DEFECTD_STORE_SQLITE_TRANSACTION_HPP

#include <sqlite3.h>

#include <type_traits>

#include "sqlite/connection.hpp"

namespace defectd::sqlite {

/// One at a time on a connection.  Every cursor must be destroyed before it ends.
class transaction {
public:
    /// Takes the write lock at once, so that nothing it reads is stale when it writes.  Throws store_error.
    explicit transaction(connection& database) : database_(database)
    {
        // After a failed fsync nothing is written any more.  A disk that was full gets a chance before the
        // next write.
        database_.refuse_if_broken();
        database_.make_room_if_full();
        database_.execute("BEGIN IMMEDIATE");
    }

    ~transaction()
    {
        // SQLite itself rolls back on some errors; a failed rollback leaves nothing that the next one needs.
        if (database_.in_transaction())
            sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;

    /// Commits.  Everything is durable when it returns.  Throws store_error, and then nothing is stored; only after
    /// `fsync_failed` it may be, which shows at the next start.
    void commit()
    {
        // The checkpoint comes after the commit and cannot undo it.
        database_.execute("COMMIT");
        database_.checkpoint_when_due();
    }

private:
    connection& database_;
};

/// Returns what `work` returns after everything it did is committed.  What it throws rolls everything back.
template <class Work>
auto in_transaction(connection& database, Work work)
{
    transaction whole{database};
    // The result is made before the commit: a failure to make it rolls back, too.
    if constexpr (std::is_void_v<decltype(work())>) {
        work();
        whole.commit();
    } else {
        auto result = work();
        whole.commit();
        return result;
    }
}

}  // namespace defectd::sqlite

#endif
