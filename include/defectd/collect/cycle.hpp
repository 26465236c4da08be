// One cycle: one file read, compared and committed.  A crash at any point of it leaves either nothing
// or everything.
#ifndef DEFECTD_COLLECT_CYCLE_HPP
#define DEFECTD_COLLECT_CYCLE_HPP

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "defectd/collect/plan.hpp"
#include "defectd/collect/snapshot_cache.hpp"
#include "defectd/collect/write_out_queue.hpp"
#include "defectd/runtime/async_mutex.hpp"
#include "defectd/source/found_file.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

/// What became of a file.  Persistent: the names are in the answers of the API and in what `collect --json` prints.
enum class collection_outcome : std::uint8_t {
    baseline,     ///< the report is the first of its scope
    applied,      ///< the report was compared and everything in it counts
    quarantined,  ///< the report was compared, but what is absent from it does not count yet
    rejected,     ///< the report changes nothing and an event may say why; named "refused"
    ignored,      ///< nothing was decided about the file
};
[[nodiscard]] std::string_view name_of(collection_outcome outcome) noexcept;

/// True when the file held a good report.
[[nodiscard]] bool is_good(collection_outcome outcome) noexcept;

/// What one file gave.
struct collected_file {
    std::string path;
    scope_parts scope;  ///< whole, unless it is about a folder
    collection_outcome outcome = collection_outcome::ignored;
    std::string reason;   ///< stable code when rejected or ignored
    std::string message;  ///< for a person
    std::uint64_t line = 0;
    std::uint64_t rows = 0;
    std::uint64_t pending_clears = 0;
    defect_counts counts;
    std::uint64_t event_count = 0;  ///< how many events
    std::vector<event> events;      ///< those, when the request shows them
    std::vector<report_warning> warnings;
    bool is_processed = false;  ///< the file needs no more work
};

/// What a person asked for beyond the schedule.
struct collect_request {
    bool dry_run =
        false;  ///< compare the newest file of each scope, commit nothing, tell a baseline's defects
    bool shows_events = true;  ///< false: they are counted only
    bool accept = false;       ///< release a quarantine, by the newest file again when there is no new one
};

/// What the cycles of all sources have in common.  Loop thread only.
struct shared_cycle_state {
    /// @param on_piece  as write_out_queue takes it
    shared_cycle_state(const asio::any_io_executor& loop, store_worker& db, clock& clock,
                       std::function<void()> on_piece)
        : large_reports(loop), unwritten(loop, db, clock, std::move(on_piece))
    {
    }

    snapshot_cache snapshots;
    async_mutex large_reports;  ///< one is read, compared and committed at a time: that bounds the memory
    write_out_queue unwritten;
};

/// What every cycle needs; everything must outlive it.
struct cycle_deps {
    defectd::clock& clock;
    log_sink& log;
    store_worker& store;
    worker& reading;  ///< reading and comparing run there
    std::span<const subscriber_config> subscribers;
    limits_config limits;
    std::function<void()> on_commit;  ///< deliveries may be due
    shared_cycle_state& shared;
};

/// What becomes true together with a good report.
struct report_consequences {
    std::span<const file_mark> older{};  ///< no work any more once it is a baseline; must outlive the cycle
    std::optional<source_memory> recovers{};  ///< a source that was failing
};

/// Reads `file` and commits what it says, unless the request is a dry run.
[[nodiscard]] task<collected_file> run_cycle(const cycle_deps& deps, const source_config& source,
                                             found_file file, collect_request request,
                                             report_consequences consequences);

/// Rejects a file whose scope belongs to another source: emits collection.failed once per file, unless in a dry run.
/// @param source  the name of the source that found the file
/// @param owner   the name of the source that the scope belongs to
[[nodiscard]] task<collected_file> reject_taken_file(const cycle_deps& deps, const std::string& source,
                                                     found_file file, const std::string& owner,
                                                     collect_request request);

}  // namespace defectd

#endif
