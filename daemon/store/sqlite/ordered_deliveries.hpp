// The order among deliveries of one account to a subscriber that wants its events in order.
#ifndef DEFECTD_STORE_SQLITE_ORDERED_DELIVERIES_HPP
#define DEFECTD_STORE_SQLITE_ORDERED_DELIVERIES_HPP

#include <optional>
#include <string>

#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Where a delivery stands.
struct ordering_group {
    std::int64_t subscriber = 0;              ///< its row
    std::optional<std::string> ordering_key;  ///< set when the subscriber is in order
};

/// Reads the columns `subscriber, line`.
[[nodiscard]] ordering_group read_group(cursor& row);

/// Of what is not finished in a line, the one of the lowest id may go; it, or one under way, holds up the
/// others.  Whoever changes a row of a line tells here.  For a group without a line nothing is done.
class ordered_deliveries {
public:
    explicit ordered_deliveries(connection& database);

    /// One was put at the end, waiting, or one left: the next may go when nobody does.
    void advance(const ordering_group& group);
    /// One that is pending again may stand anywhere: the first goes, others that could wait.
    void reorder(const ordering_group& group);

    /// Puts what is not finished into lines.  Those under way already hold up their line until all have
    /// ended.
    void order_all(std::int64_t subscriber);
    /// Lets everything go at once.
    void unorder_all(std::int64_t subscriber);

private:
    statement unblock_next_;
    statement block_;
    statement order_;
    statement unblock_first_;
    statement unorder_;
};

}  // namespace defectd::sqlite

#endif
