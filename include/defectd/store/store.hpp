// The durable state of defectd: snapshots of defects, events, deliveries and their attempts.
//
// Every call is one transaction, plus one for each piece of a large collection that it writes out.  It blocks until the
// transaction is durable.  One thread at a time: the store_worker owns the thread.  The interface does not assume that
// this process is the only one: claims are leases with a token, and collections commit against a version.
//
// Every call throws store_error when the medium fails, and then nothing of the call is stored.  `fsync_failed` is the
// exception: whether the call was stored shows at the next start, and every further call fails the same way.
#ifndef DEFECTD_STORE_STORE_HPP
#define DEFECTD_STORE_STORE_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "defectd/store/collection.hpp"
#include "defectd/store/dispatch.hpp"
#include "defectd/store/history.hpp"

namespace defectd {

class store {
public:
    virtual ~store() = default;

    /// Begins the work of this process.  Where only one process can use the store (SQLite), every lease becomes void:
    /// its delivery is pending again, and its attempt does not count.  Writes out every large collection.
    virtual void take_over() = 0;

    /// Replaces the list of subscribers.  Pending deliveries of removed subscribers are cancelled.  A changed URL
    /// enables a subscriber that failures disabled.  A changed `in_order` applies to the pending deliveries, too.
    virtual void set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now) = 0;

    /// Returns the subscribers of the list, sorted by name.
    [[nodiscard]] virtual std::vector<subscriber_state> subscriber_states() = 0;

    /// Returns what is stored of the scope and every defect of its account and marketplace.
    [[nodiscard]] virtual scope_memory load_scope(const report_scope& scope) = 0;
    /// Returns the same without the defects, which may be many.
    [[nodiscard]] virtual scope_memory load_scope_record(const report_scope& scope) = 0;

    /// Commits a collection.  Returns false, and commits nothing, when another collection of the account and
    /// marketplace was committed since this one was loaded.
    ///
    /// A large collection is committed as a whole, too, but its defects, events and deliveries appear piece by piece as
    /// write_out() is called, so that other calls are served between the pieces.
    [[nodiscard]] virtual bool commit_collection(const collection_commit& commit) = 0;

    /// Writes out the next piece of a large collection of the scope's account.  Returns false when nothing was
    /// left. load_scope() and commit_collection() of the same account write out all of it first, so that no call
    /// sees a part of a collection and events keep their order.
    [[nodiscard]] virtual bool write_out(const report_scope& scope) = 0;

    /// Returns the files that need no more collection, of every scope that has these parts.
    [[nodiscard]] virtual std::vector<scope_file> seen_files(const scope_parts& scope) = 0;
    /// Deletes the marks of files that were removed long ago.
    virtual void forget_files(std::span<const scope_file> files) = 0;

    /// Returns the defaults when nothing is stored of the source.
    [[nodiscard]] virtual source_memory load_source(const std::string& name) = 0;
    virtual void commit_source(const source_commit& commit) = 0;

    /// Returns the folders that stood for a placeholder in the source's path when they were last committed,
    /// absolute and sorted; none of another path.
    /// @param path  of the source, as configured
    [[nodiscard]] virtual std::vector<std::string> source_folders(const std::string& name,
                                                                  const std::string& path) = 0;

    /// One round of the dispatcher: records results and claims what is due, in one transaction.
    ///
    /// Deliveries of a subscriber are claimed oldest due first.  Where the subscriber is in order, only the first
    /// unfinished delivery of each account is.  Expired leases of other owners make their deliveries pending again, and
    /// their attempts do not count; the leases of the claiming owner do not expire while it lives.
    ///
    /// Writes nothing when there is nothing to record and nothing due.  The time it takes grows with what is recorded,
    /// requested and changed, not with the number of subscribers or deliveries in the store.
    [[nodiscard]] virtual claim_result record_and_claim(const round_results& results,
                                                        const claim_request& claim) = 0;

    /// Makes every pending delivery of a subscriber due at `now` at the latest, after it was enabled.
    virtual void make_due(const std::string& subscriber, timestamp now) = 0;

    /// Makes finished deliveries pending again, each with a full retry schedule and under the same event id.
    /// Returns one result per id, in their order.
    [[nodiscard]] virtual std::vector<redeliver_result> redeliver(std::span<const std::int64_t> deliveries,
                                                                  timestamp now) = 0;

    /// Returns the events after `seq` that were emitted at `since` or later, oldest first, at most `max`.
    [[nodiscard]] virtual std::vector<numbered_event> events_after(std::int64_t seq, timestamp since,
                                                                   std::size_t max) = 0;

    /// Makes deliveries of these events for one subscriber, or makes those it has pending again.  A delivery that is
    /// pending or in flight stays as it is.  Returns how many became due.
    [[nodiscard]] virtual std::size_t recover(const std::string& subscriber,
                                              std::span<const std::int64_t> seqs, recover_scope which,
                                              timestamp now) = 0;

    /// Returns a page of deliveries, newest first.
    [[nodiscard]] virtual std::vector<delivery_record> deliveries(const list_filter& filter) = 0;
    [[nodiscard]] virtual std::optional<delivery_history> find_delivery(std::int64_t id) = 0;
    /// Returns a page of events, newest first.
    [[nodiscard]] virtual std::vector<numbered_event> events(const list_filter& filter) = 0;
    [[nodiscard]] virtual std::optional<numbered_event> find_event(const std::string& id) = 0;

    /// Returns counts for the status and the metrics; what is due is counted at `now`.
    [[nodiscard]] virtual store_overview overview(timestamp now) = 0;

    /// Deletes what is out of its retention: delivered and cancelled deliveries older than `retention` with their
    /// attempts, events of that age without deliveries, and closed defects older than closed_memory.
    /// Deletes at most `max_rows` rows, not counting attempts, and returns how many it deleted.
    virtual std::size_t prune(timestamp now, duration retention, std::size_t max_rows) = 0;
};

}  // namespace defectd

#endif
