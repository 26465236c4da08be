// Puts deliveries into the queue: new ones, and finished ones that are redelivered or recovered.
#ifndef DEFECTD_STORE_SQLITE_OUTBOX_HPP
#define DEFECTD_STORE_SQLITE_OUTBOX_HPP

#include <optional>
#include <string>

#include "defectd/store/store.hpp"
#include "sqlite/ordered_deliveries.hpp"
#include "sqlite/queue_heads.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Creates and reopens deliveries, and notes in `heads` which queues changed.  The connection must outlive
/// it.
class outbox {
public:
    /// `ordered` and `heads` must outlive it.
    outbox(connection& database, ordered_deliveries& ordered, queue_heads& heads);

    /// Creates a delivery of the event, due `now`.  Returns false when there is one, or no such subscriber.
    bool add(std::int64_t event, const std::string& subscriber, timestamp now);

    /// Makes a finished delivery pending again, due `now`.
    [[nodiscard]] redeliver_result redeliver(std::int64_t delivery, timestamp now);

    /// Creates a delivery of the event, or makes a finished one pending again.  Returns whether it did.
    [[nodiscard]] bool recover(const std::string& subscriber, std::int64_t event, recover_scope which,
                               timestamp now);

    /// Makes every pending delivery of the subscriber due at `now` at the latest.
    void make_due(const std::string& subscriber, timestamp now);

private:
    /// A delivery of a configured subscriber.
    struct existing_delivery {
        std::int64_t id = 0;
        delivery_state state = delivery_state::pending;
        ordering_group group;
    };

    /// Reads the first row; nullopt when there is none.
    [[nodiscard]] static std::optional<existing_delivery> read_existing(cursor row);
    /// Returns whether the event was not pruned.
    [[nodiscard]] bool exists(std::int64_t event);
    /// Makes a finished delivery pending with a full retry schedule, and orders its group again.
    void reopen(const existing_delivery& finished, timestamp now);

    ordered_deliveries& ordered_;
    queue_heads& heads_;
    statement group_for_;
    statement add_;
    statement find_;
    statement find_of_event_;
    statement exists_;
    statement reopen_;
    statement uncount_delivered_;
    statement row_of_;
    statement make_pending_due_;
    statement make_waiting_due_;
};

}  // namespace defectd::sqlite

#endif
