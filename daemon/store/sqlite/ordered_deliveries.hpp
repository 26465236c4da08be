// The order among deliveries of one account to a subscriber that wants its events in order.
#ifndef DEFECTD_STORE_SQLITE_ORDERED_DELIVERIES_HPP
#define DEFECTD_STORE_SQLITE_ORDERED_DELIVERIES_HPP

#include <optional>
#include <string>

#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// The unfinished deliveries that are sent one after the other.
struct ordering_group {
    std::int64_t subscriber = 0;              ///< its row
    std::optional<std::string> ordering_key;  ///< the account; set when the subscriber is in order
};

/// Reads the columns `subscriber, ordering_key`.
[[nodiscard]] ordering_group read_group(cursor& row);

/// Keeps one delivery per group unblocked: the one under way, else the unfinished one of the lowest id.  Every
/// change of a delivery that has an ordering key must be followed by a call.  A group without a key is left as it
/// is.
class ordered_deliveries {
public:
    explicit ordered_deliveries(connection& database);

    /// Unblocks the next delivery unless one is unblocked, after one was appended or finished.
    void advance(const ordering_group& group);
    /// Unblocks the first delivery and blocks the others, after one anywhere in the group became pending again.
    void reorder(const ordering_group& group);

    /// Groups every unfinished delivery of a subscriber.  A group with deliveries under way stays blocked until all of
    /// them have ended.
    void order_all(std::int64_t subscriber);
    /// Unblocks every delivery of a subscriber and takes its group away.
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
