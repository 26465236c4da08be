// The counts that people and metrics look at, read from indexes and tallies.
#ifndef DEFECTD_STORE_SQLITE_OVERVIEW_HPP
#define DEFECTD_STORE_SQLITE_OVERVIEW_HPP

#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class overview_queries {
public:
    explicit overview_queries(connection& database);

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
