// The store on one SQLite connection.
#ifndef DEFECTD_STORE_SQLITE_SQLITE_STORE_HPP
#define DEFECTD_STORE_SQLITE_SQLITE_STORE_HPP

#include <memory>

#include "defectd/store/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/delivery_queue.hpp"
#include "sqlite/event_log.hpp"
#include "sqlite/failure_memory.hpp"
#include "sqlite/file_memory.hpp"
#include "sqlite/history_lists.hpp"
#include "sqlite/ordered_deliveries.hpp"
#include "sqlite/outbox.hpp"
#include "sqlite/overview.hpp"
#include "sqlite/pruning.hpp"
#include "sqlite/queue_heads.hpp"
#include "sqlite/scope_rows.hpp"
#include "sqlite/snapshot_rows.hpp"
#include "sqlite/subscriber_list.hpp"
#include "sqlite/unwritten_collections.hpp"

namespace defectd::sqlite {

/// Runs each call in one transaction, or in several when it writes out a large collection.  The SQL is in the
/// parts, one per table or task, which share the connection and are prepared once. store.hpp describes the
/// calls.  One thread at a time.
class sqlite_store final : public store {
public:
    /// @param database  open and migrated
    /// @param max_writes_at_once  about how many rows of defects, events and deliveries of one collection are
    /// written in one transaction; a larger collection is written out in pieces
    explicit sqlite_store(std::unique_ptr<connection> database, std::size_t max_writes_at_once = 1000);

    void take_over() override;
    void set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now) override;
    [[nodiscard]] std::vector<subscriber_state> subscriber_states() override;
    [[nodiscard]] scope_memory load_scope(const report_scope& scope) override;
    [[nodiscard]] scope_memory load_scope_record(const report_scope& scope) override;
    [[nodiscard]] bool commit_collection(const collection_commit& commit) override;
    [[nodiscard]] bool write_out(const report_scope& scope) override;
    [[nodiscard]] std::vector<scope_file> seen_files(const scope_parts& scope) override;
    void forget_files(std::span<const scope_file> files) override;
    [[nodiscard]] source_memory load_source(const std::string& name) override;
    void commit_source(const source_commit& commit) override;
    [[nodiscard]] std::vector<std::string> source_folders(const std::string& name,
                                                          const std::string& path) override;
    [[nodiscard]] claim_result record_and_claim(const round_results& results,
                                                const claim_request& claim) override;
    void make_due(const std::string& subscriber, timestamp now) override;
    [[nodiscard]] std::vector<redeliver_result> redeliver(std::span<const std::int64_t> deliveries,
                                                          timestamp now) override;
    [[nodiscard]] std::vector<numbered_event> events_after(std::int64_t seq, timestamp since,
                                                           std::size_t max) override;
    [[nodiscard]] std::size_t recover(const std::string& subscriber, std::span<const std::int64_t> seqs,
                                      recover_scope which, timestamp now) override;
    [[nodiscard]] std::vector<delivery_record> deliveries(const list_filter& filter) override;
    [[nodiscard]] std::optional<delivery_history> find_delivery(std::int64_t id) override;
    [[nodiscard]] std::vector<numbered_event> events(const list_filter& filter) override;
    [[nodiscard]] std::optional<numbered_event> find_event(const std::string& id) override;
    [[nodiscard]] store_overview overview(timestamp now) override;
    std::size_t prune(timestamp now, duration retention, std::size_t max_rows) override;

private:
    /// Writes a collection, or adds it to the unwritten ones when it is large.
    void write_collection(const collection_commit& commit);
    /// Emits the event of each change.
    void write_news(const defect_news& news);
    /// Writes out every collection of the scope's account.
    void write_out_all(const report_scope& scope);
    /// Stores an event and its deliveries, unless the event is stored already.
    void emit_event(const outbox_event& news, timestamp now);
    /// Returns the deliveries whose lease had ended.
    [[nodiscard]] std::vector<std::int64_t> record(const round_results& results);

    std::unique_ptr<connection> database_;  // first: it is destroyed after the statements of the parts
    scope_rows scopes_;
    snapshot_rows snapshot_;
    unwritten_collections unwritten_;
    file_memory files_;
    failure_memory failures_;
    event_log event_log_;
    queue_heads heads_;           // before the parts that note changes
    ordered_deliveries ordered_;  // before the parts that change deliveries
    subscriber_list subscribers_;
    outbox outbox_;
    delivery_queue queue_;
    history_lists lists_;
    overview_queries overview_;
    pruning pruning_;
    std::size_t max_writes_at_once_;
};

}  // namespace defectd::sqlite

#endif
