// The table subscribers: who gets events.
#ifndef DEFECTD_STORE_SQLITE_SUBSCRIBER_LIST_HPP
#define DEFECTD_STORE_SQLITE_SUBSCRIBER_LIST_HPP

#include <span>
#include <string>

#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class subscriber_list {
public:
    explicit subscriber_list(connection& database);

    /// These and no others.  What waits for one that went away is cancelled, its leases are void.
    void set(std::span<const std::string> names, timestamp now);

private:
    statement remove_all_;
    statement add_;
    statement cancel_pending_;
    statement cancel_leased_;
};

}  // namespace defectd::sqlite

#endif
