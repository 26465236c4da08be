// The store behind one SQLite connection.
#ifndef DEFECTD_STORE_SQLITE_SQLITE_STORE_HPP
#define DEFECTD_STORE_SQLITE_SQLITE_STORE_HPP

#include <memory>

#include "defectd/store/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/delivery_queue.hpp"
#include "sqlite/event_log.hpp"
#include "sqlite/file_memory.hpp"
#include "sqlite/overview.hpp"
#include "sqlite/pruning.hpp"
#include "sqlite/scope_rows.hpp"
#include "sqlite/snapshot_rows.hpp"
#include "sqlite/subscriber_list.hpp"

namespace defectd::sqlite {

/// Puts a transaction around each call; the SQL is in the parts.  One thread at a time.
class sqlite_store final : public store {
public:
    /// @param database  open and migrated
    explicit sqlite_store(std::unique_ptr<connection> database);

    void take_over(const std::string& owner, timestamp now) override;
    void set_subscribers(std::span<const std::string> names, timestamp now) override;
    [[nodiscard]] scope_memory load_scope(const scope& of) override;
    [[nodiscard]] bool commit_collection(const collection_commit& commit) override;
    [[nodiscard]] std::vector<file_mark> seen_files(const std::string& source) override;
    void remember_files(const std::string& source, std::span<const file_mark> add,
                        std::span<const file_mark> forget) override;
    [[nodiscard]] settlement settle(std::span<const attempt_record> ended,
                                    const claim_request& claim) override;
    [[nodiscard]] store_overview overview(timestamp now) override;
    [[nodiscard]] std::vector<event> recent_events(std::size_t most) override;
    std::size_t prune(timestamp now, duration retention, std::size_t most_rows) override;

private:
    void write_collection(const collection_commit& commit);

    std::unique_ptr<connection> database_;  // first: the statements of the parts end before it
    scope_rows scopes_;
    snapshot_rows snapshot_;
    file_memory files_;
    event_log events_;
    subscriber_list subscribers_;
    delivery_queue queue_;
    overview_queries overview_;
    pruning pruning_;
};

}  // namespace defectd::sqlite

#endif
