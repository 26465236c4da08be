// The order among deliveries of one account to a subscriber that wants its events in order.
#ifndef DEFECTD_STORE_SQLITE_ORDERED_DELIVERIES_HPP
#define DEFECTD_STORE_SQLITE_ORDERED_DELIVERIES_HPP

#include <optional>
#include <string>

#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Where a delivery stands.
struct delivery_place {
    std::int64_t subscriber = 0;              ///< its row
    std::optional<std::string> ordering_key;  ///< set when the subscriber is in order
};

/// Reads the columns `subscriber, line`.
[[nodiscard]] delivery_place read_place(cursor& row);

/// Of what is not finished in a line, the one of the lowest id may go; it, or one under way, holds up the
/// others.  A caller that changes a row of a line reports it here.  For a place without a line nothing is done.
class ordered_deliveries {
public:
    explicit ordered_deliveries(connection& database);

    /// One was put at the end, waiting, or one left: the next may go when none does.
    void advance(const delivery_place& place);
    /// One that is pending again may stand anywhere: the first goes, others that could wait.
    void reorder(const delivery_place& place);

    /// Puts what is not finished into lines.  Those under way already hold up their line until all have
    /// ended.
    void form(std::int64_t subscriber);
    /// Lets everything go at once.
    void dissolve(std::int64_t subscriber);

private:
    statement let_next_go_;
    statement hold_;
    statement line_up_;
    statement let_first_go_;
    statement dissolve_;
};

}  // namespace defectd::sqlite

#endif
