// The table subscribers: who gets events, and their health.
#ifndef DEFECTD_STORE_SQLITE_SUBSCRIBER_LIST_HPP
#define DEFECTD_STORE_SQLITE_SUBSCRIBER_LIST_HPP

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/ordered_deliveries.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Reads and replaces the list of subscribers.  A subscriber that was removed keeps its row, because its
/// deliveries refer to it, and its health is read again when it returns.  The connection must outlive it.
class subscriber_list {
public:
    /// `ordered` must outlive it.
    subscriber_list(connection& database, ordered_deliveries& ordered);

    /// Replaces the list.  Cancels the unfinished deliveries of removed subscribers, and voids their leases.
    /// Returns the names of the subscribers that a changed URL enabled.
    [[nodiscard]] std::vector<std::string> set(std::span<const subscriber_setup> subscribers, timestamp now);

    /// Returns the subscribers of the list, sorted by name.
    [[nodiscard]] std::vector<subscriber_state> states();

    /// Stores the health of a subscriber.  Returns false, and writes nothing, when it is not in the list.
    [[nodiscard]] bool keep(const subscriber_state& state);

private:
    /// A row of the table.
    struct known {
        std::int64_t row = 0;
        bool is_set = false;     ///< false when it was removed from the list
        std::string url_digest;  ///< SHA-256 in hex; the URL itself may be a secret
        bool in_order = false;
        subscriber_health health;
    };

    /// Returns the row, even of a removed subscriber.
    [[nodiscard]] std::optional<known> find(const std::string& name);
    [[nodiscard]] bool set_one(const subscriber_setup& subscriber);
    /// Marks the subscribers that are not in the list as removed.
    void remove_others(std::span<const subscriber_setup> subscribers, timestamp now);
    void cancel_removed(timestamp now);

    ordered_deliveries& ordered_;
    statement find_;
    statement write_;
    statement remove_;
    statement cancel_pending_;
    statement cancel_waiting_;
    statement cancel_leased_;
    statement states_;
    statement keep_;
};

}  // namespace defectd::sqlite

#endif
