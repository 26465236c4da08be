// Deletes what is past its time, a bounded piece at a time.
#ifndef DEFECTD_STORE_SQLITE_PRUNING_HPP
#define DEFECTD_STORE_SQLITE_PRUNING_HPP

#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class pruning {
public:
    explicit pruning(connection& database);

    /// Finished deliveries and lone events from before `history_from`, closed defects from before
    /// `closed_from`; at most `max_rows` of them, not counting the attempts that go with a delivery.
    std::size_t forget(timestamp history_from, timestamp closed_from, std::size_t max_rows);

private:
    statement deliveries_;
    statement events_;
    statement defects_;
};

}  // namespace defectd::sqlite

#endif
