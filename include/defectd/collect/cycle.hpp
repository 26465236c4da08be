// One cycle: one file is read, compared and committed.  A crash at any point leaves either nothing or everything.
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
/// Returns the persistent name of an outcome.
[[nodiscard]] std::string_view name_of(collection_outcome outcome) noexcept;

/// True when the file held a good report.
[[nodiscard]] bool is_good(collection_outcome outcome) noexcept;

/// What came of one file, or of a folder that cannot be listed.
struct collected_file {
    std::string path;   ///< absolute; empty when it is about a folder
    scope_parts scope;  ///< every part is set, unless it is about a folder
    collection_outcome outcome = collection_outcome::ignored;
    std::string reason;                ///< stable code; empty unless rejected or ignored
    std::string message;               ///< for a person; empty as the reason
    std::uint64_t line = 0;            ///< 1-based; 0 when the reason is about no line
    std::uint64_t rows = 0;            ///< data rows of the scope
    std::uint64_t pending_clears = 0;  ///< of the scope, after the report
    defect_counts counts;              ///< open defects of the scope, after the report
    std::uint64_t event_count = 0;
    std::vector<event> events;  ///< empty unless the request shows them
    std::vector<report_warning> warnings;
    bool is_processed = false;  ///< the file is not collected again
};

/// How a collection differs from one by the schedule.
struct collect_request {
    /// Compares the newest file of each scope and commits nothing.  A baseline shows its defects as events.
    bool dry_run = false;
    /// False: events are counted, but not returned.
    bool shows_events = true;
    /// Releases a quarantine: by the newest report, or by the quarantined one when there is none newer.
    bool accept = false;
};

/// What the cycles of all sources share.  Loop thread only.
struct shared_cycle_state {
    /// @param on_piece  as write_out_queue takes it
    shared_cycle_state(const asio::any_io_executor& loop, store_worker& db, clock& clock,
                       std::function<void()> on_piece)
        : large_reports(loop), unwritten(loop, db, clock, std::move(on_piece))
    {
    }

    snapshot_cache snapshots;
    async_mutex
        large_reports;  ///< held while one is read, compared and committed: one at a time bounds the memory
    write_out_queue unwritten;
};

/// What every cycle needs.  Everything must outlive it.
struct cycle_deps {
    defectd::clock& clock;
    log_sink& log;
    store_worker& store;
    worker& reading;  ///< reports are read and compared there
    std::span<const subscriber_config> subscribers;
    limits_config limits;
    std::function<void()> on_commit;  ///< called when deliveries may be due
    shared_cycle_state& shared;
};

/// What is committed together with a good report.
struct report_consequences {
    /// Files that count as processed if the report is a baseline.  Must outlive the cycle.
    std::span<const file_mark> older{};
    /// The source that was failing and recovers with the report.
    std::optional<source_memory> recovers{};
};

/// Reads `file`, compares it with what is known and commits the result, unless the request is a dry run.
/// @param source  must outlive the call
[[nodiscard]] task<collected_file> run_cycle(const cycle_deps& deps, const source_config& source,
                                             found_file file, collect_request request,
                                             report_consequences consequences);

/// Rejects a file whose scope belongs to another source: emits collection.failed once per file, unless in a dry run.
/// @param source  the name of the source that found the file
/// @param owner   the name of the source that the scope belongs to; both must outlive the call
[[nodiscard]] task<collected_file> reject_taken_file(const cycle_deps& deps, const std::string& source,
                                                     found_file file, const std::string& owner,
                                                     collect_request request);

}  // namespace defectd

#endif
