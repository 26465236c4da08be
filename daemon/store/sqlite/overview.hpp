// Counts for the status and the metrics, read from indexes and tallies instead of every row.
#ifndef DEFECTD_STORE_SQLITE_OVERVIEW_HPP
#define DEFECTD_STORE_SQLITE_OVERVIEW_HPP

#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Counts what the store contains.  The time that a call takes grows with the unfinished and exhausted
/// deliveries and the open defects, not with the history.  The connection must outlive it.
class overview_queries {
public:
    explicit overview_queries(connection& database);

    /// Returns every count except failing_sources, which are not filled in.  A delivery is due or scheduled
    /// by `now`.
    [[nodiscard]] store_overview look(timestamp now);

private:
    [[nodiscard]] std::vector<scope_overview> scopes();
    [[nodiscard]] std::vector<subscriber_overview> subscribers(timestamp now);

    statement scopes_;
    statement subscribers_;
    statement events_;
};

}  // namespace defectd::sqlite

#endif
