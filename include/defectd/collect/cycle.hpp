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

/// What one file gave.
struct collected_file {
    enum class ending { baseline, applied, quarantined, rejected, ignored };

    std::string path;
    scope_parts scope;  ///< whole, unless it is about a folder
    ending end = ending::ignored;
    std::string reason;   ///< stable code when rejected or ignored
    std::string message;  ///< for a person
    std::uint64_t line = 0;
    std::uint64_t rows = 0;
    std::uint64_t pending_clears = 0;
    defect_counts counts;
    std::uint64_t event_count = 0;  ///< how many events
    std::vector<event> events;      ///< those, when the request shows them
    std::vector<report_warning> warnings;
    bool is_done = false;  ///< the file needs no more work
};
[[nodiscard]] std::string_view name_of(collected_file::ending end) noexcept;

/// What a person asked for beyond the schedule.
struct collect_request {
    bool dry_run =
        false;  ///< compare the newest file of each scope, commit nothing, tell a baseline's defects
    bool shows_events = true;  ///< false: they are counted only
    bool accept = false;       ///< release a quarantine, by the newest file again when there is no new one
};

/// What the cycles of all sources have in common.  Loop thread only.
struct cycles_in_common {
    /// @param on_piece  as write_out_queue takes it
    cycles_in_common(const asio::any_io_executor& loop, store_worker& db, clock& clock,
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
    cycles_in_common& common;
};

/// What becomes true together with a good report.
struct report_consequences {
    std::span<const file_mark> older{};  ///< no work any more once it is a baseline; must outlive the cycle
    std::optional<source_memory> recovers{};  ///< a source that was failing
};

/// Reads `file` and commits what it says, unless the request is a dry run.
[[nodiscard]] task<collected_file> run_cycle(const cycle_deps& deps, const source_config& source,
                                             found_file file, collect_request request,
                                             report_consequences then);

}  // namespace defectd

#endif
