// The table deliveries as a queue under leases, and the attempts made.
#ifndef DEFECTD_STORE_SQLITE_DELIVERY_QUEUE_HPP
#define DEFECTD_STORE_SQLITE_DELIVERY_QUEUE_HPP

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/ordered_deliveries.hpp"
#include "sqlite/queue_heads.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// How many were delivered, by the row of the subscriber.
using delivered_counts = std::map<std::int64_t, int>;

class delivery_queue {
public:
    /// `ordered` and `heads` must outlive it.
    delivery_queue(connection& database, ordered_deliveries& ordered, queue_heads& heads);

    /// Makes every delivery in flight pending again; its attempt does not count.
    void void_all_leases();
    /// The same for leases that ended, but for those of `own`: a live owner ends its attempts itself.
    void end_leases(timestamp now, const std::string& own);

    /// False when the lease is no longer held under that token; nothing is then written.
    [[nodiscard]] bool record(const attempt_record& ended, delivered_counts& delivered);
    /// What was recorded as delivered, once a round and not once a delivery.
    void add_to_tallies(const delivered_counts& delivered);

    /// Leases up to `wanted.count` deliveries that are due, oldest first, and appends them to `claimed`.
    void claim(const subscriber_slots& wanted, const claim_request& request,
               std::vector<claimed_delivery>& claimed);

private:
    [[nodiscard]] std::optional<ordering_group> complete(const attempt_record& ended);
    void reorder_all(cursor pending_again);
    [[nodiscard]] std::optional<std::int64_t> row_of(const std::string& subscriber);

    ordered_deliveries& ordered_;
    queue_heads& heads_;
    statement void_leases_;
    statement end_leases_;
    statement held_;
    statement record_;
    statement count_delivered_;
    statement add_attempt_;
    statement row_of_;
    statement due_;
    statement lease_;
};

}  // namespace defectd::sqlite

#endif
