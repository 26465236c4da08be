// The table deliveries as a queue under leases, and the table attempts.
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

/// Deliveries that became delivered in a round, by the row of their subscriber.
using delivered_counts = std::map<std::int64_t, int>;

/// Claims deliveries and records their attempts.  A delivery changes from pending to in_flight under a lease, and
/// back, or to delivered or exhausted.  Works inside the transaction of the caller, as every class of this folder.
class delivery_queue {
public:
    /// `ordered` and `heads` must outlive it.
    delivery_queue(connection& database, ordered_deliveries& ordered, queue_heads& heads);

    /// Makes every delivery in flight pending again.  Its attempt does not count.
    void void_all_leases();
    /// Does the same for leases that expired by `now`, except those of `own`: that process is alive and ends its
    /// attempts itself.
    void end_leases(timestamp now, const std::string& own);

    /// Records an attempt and counts it in `delivered`.  Returns false, and writes nothing, when the lease under
    /// its token has ended.
    [[nodiscard]] bool record(const attempt_record& ended, delivered_counts& delivered);
    /// Adds the deliveries of a round to the counts of their subscribers: one write per subscriber, not per delivery.
    void add_to_tallies(const delivered_counts& delivered);

    /// Leases up to `wanted.count` deliveries that are due, oldest first, and appends them to `claimed`.
    void claim(const subscriber_slots& wanted, const claim_request& request,
               std::vector<claimed_delivery>& claimed);

private:
    /// Ends the lease.  Returns the delivery's group; nullopt when the lease has ended already.
    [[nodiscard]] std::optional<ordering_group> complete(const attempt_record& ended);
    /// Reads `subscriber, ordering_key` of each row that became pending again, and reorders the groups.
    void reorder_all(cursor pending_again);
    /// Returns the row of a configured subscriber; nullopt for any other name.
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
