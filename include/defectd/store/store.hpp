// The one truth: snapshots, events, deliveries and their attempts, on disk.
//
// Synchronous; every call is one transaction, one more for each piece it writes out, and blocks until it is durable.
// One thread at a time: the store_worker owns the thread.  Nothing here assumes that this process is the only
// one: claims are leases with a token, collections commit against a version.
//
// Every call throws store_error when the medium fails; nothing of the call is then kept.  Only after
// `fsync_failed` it may have been: the next start tells, and every further call fails the same way.
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

    /// Says who works from now on.  Where only one process can (SQLite), every older lease is void and its
    /// delivery pending again, its attempt not counted; what is committed and not written out is written out.
    virtual void take_over() = 0;

    /// Makes the list of subscribers known.  Pending deliveries of those no longer in it become cancelled; a changed
    /// URL lifts a disabling that failures brought; a changed order is applied to what is pending.
    virtual void set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now) = 0;

    /// Those set, sorted by name.
    [[nodiscard]] virtual std::vector<subscriber_state> subscriber_states() = 0;
    [[nodiscard]] virtual scope_memory load_scope(const report_scope& scope) = 0;
    /// The same without the defects, which may be many.
    [[nodiscard]] virtual scope_memory load_scope_record(const report_scope& scope) = 0;

    /// False, and nothing committed, when the account and marketplace moved on since it was loaded.
    /// A large collection is committed as a whole too, but only noted down: its defects, events and deliveries appear
    /// as write_out() is called, so that others have their turn between the pieces.
    [[nodiscard]] virtual bool commit_collection(const collection_commit& commit) = 0;

    /// Writes out the next piece of a large collection that is committed of the account; false when nothing was left.
    /// What others would see unfinished, or be told of out of order, is written out first by load_scope() and
    /// commit_collection() of the same account, and by take_over().
    [[nodiscard]] virtual bool write_out(const report_scope& scope) = 0;

    /// Files that need no more work, of every scope that has these parts.
    [[nodiscard]] virtual std::vector<scope_file> seen_files(const scope_parts& scope) = 0;
    /// They may be work again: they went away long ago.
    virtual void forget_files(std::span<const scope_file> files) = 0;

    /// The defaults when nothing is remembered of the source.
    [[nodiscard]] virtual source_memory load_source(const std::string& name) = 0;
    virtual void commit_source(const source_commit& commit) = 0;

    /// The folders that stood for a placeholder in the source's path when they were last committed, absolute and
    /// sorted; none of another path.
    /// @param path  of the source, as configured
    [[nodiscard]] virtual std::vector<std::string> source_folders(const std::string& name,
                                                                  const std::string& path) = 0;

    /// One round of the dispatcher: records outcomes and claims what is due, in one transaction.
    /// Oldest due first within a subscriber; of one in order, only the first of each account that is not finished.
    /// Leases of other owners that ended make their deliveries pending again, the attempts not counted; those of the
    /// claiming owner last as long as it lives.  Nothing is written when there is nothing to record and nothing due.
    /// Takes as long as what is recorded, asked for and changed, however many subscribers and deliveries there are.
    [[nodiscard]] virtual claim_result record_and_claim(const round_results& results,
                                                        const claim_request& claim) = 0;

    /// Deliveries that are not due yet become due now, for a subscriber that was enabled again.
    virtual void make_due(const std::string& subscriber, timestamp now) = 0;

    /// Sends again what is finished: its schedule begins again, under the same event id.  One outcome per id.
    [[nodiscard]] virtual std::vector<redeliver_result> redeliver(std::span<const std::int64_t> deliveries,
                                                                  timestamp now) = 0;

    /// The events after `seq` told at `since` or later, oldest first, at most `max`.
    [[nodiscard]] virtual std::vector<numbered_event> events_after(std::int64_t seq, timestamp since,
                                                                   std::size_t max) = 0;

    /// Makes deliveries of these events for one subscriber, or sends again those there are; what is pending or in
    /// flight stays as it is.  Gives how many are due because of it.
    [[nodiscard]] virtual std::size_t recover(const std::string& subscriber,
                                              std::span<const std::int64_t> seqs, recover_scope which,
                                              timestamp now) = 0;

    /// Newest first.
    [[nodiscard]] virtual std::vector<delivery_record> deliveries(const list_filter& filter) = 0;
    [[nodiscard]] virtual std::optional<delivery_history> find_delivery(std::int64_t id) = 0;
    [[nodiscard]] virtual std::vector<numbered_event> events(const list_filter& filter) = 0;
    [[nodiscard]] virtual std::optional<numbered_event> find_event(const std::string& id) = 0;

    [[nodiscard]] virtual store_overview overview(timestamp now) = 0;

    /// Deletes what is past its time: delivered and cancelled deliveries older than `retention` with their
    /// attempts, events without pending deliveries that are as old, closed defects past closed_memory.
    /// At most `max_rows` a call, attempts not counted; returns how many it deleted.
    virtual std::size_t prune(timestamp now, duration retention, std::size_t max_rows) = 0;

    /// Housekeeping that a call in progress would have to do otherwise: asked for while no call waits.
    /// Does nothing while there is little to do.
    virtual void checkpoint() = 0;
};

}  // namespace defectd

#endif
