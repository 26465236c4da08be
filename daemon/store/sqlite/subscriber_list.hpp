// The table subscribers: who gets events, and how they are doing.
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

class subscriber_list {
public:
    /// `lines` must outlive it.
    subscriber_list(connection& database, ordered_deliveries& ordered);

    /// These and no others.  What waits for one that went away is cancelled, its leases are void.  Gives the
    /// names of those whose disabling a changed URL lifted.
    [[nodiscard]] std::vector<std::string> set(std::span<const subscriber_setup> subscribers, timestamp now);

    /// Those set, sorted by name.
    [[nodiscard]] std::vector<subscriber_state> states();

    /// False, and nothing is written, when it is not set.
    [[nodiscard]] bool keep(const subscriber_state& state);

private:
    struct known {
        std::int64_t row = 0;
        bool is_set = false;
        std::string url_digest;
        bool in_order = false;
        subscriber_health health;
    };

    [[nodiscard]] std::optional<known> find(const std::string& name);
    [[nodiscard]] bool set_one(const subscriber_setup& subscriber);
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
