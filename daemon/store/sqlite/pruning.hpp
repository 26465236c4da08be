// Deletes rows that are out of their retention, a bounded number at a time.
#ifndef DEFECTD_STORE_SQLITE_PRUNING_HPP
#define DEFECTD_STORE_SQLITE_PRUNING_HPP

#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Prunes deliveries, events and defects.
class pruning {
public:
    explicit pruning(connection& database);

    /// Deletes delivered and cancelled deliveries and events without deliveries from before `history_from`, and
    /// closed defects from before `closed_from`: at most `max_rows` rows, not counting the attempts of a delivery.
    /// Returns how many it deleted.
    std::size_t forget(timestamp history_from, timestamp closed_from, std::size_t max_rows);

private:
    statement deliveries_;
    statement events_;
    statement defects_;
};

}  // namespace defectd::sqlite

#endif
