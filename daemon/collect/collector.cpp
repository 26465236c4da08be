#include "defectd/collect/collector.hpp"

#include <malloc.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "collected_log.hpp"
#include "defectd/source/path_pattern.hpp"
#include "file_work.hpp"
#include "report_reading.hpp"
#include "scope_queue.hpp"

namespace defectd {
namespace {

/// Files that went away are remembered this long: a folder may only be unmounted, and files that come back must not be
/// collected again.
constexpr duration absent_memory = std::chrono::days{7};

/// After a report of this size its memory is returned to the system at once, so that an idle daemon stays small.
constexpr std::uint64_t worth_trimming = 256U << 10U;

/// What the store remembers of a source, loaded before its first scan.
struct source_history {
    std::vector<scope_file> files;     ///< processed
    std::vector<std::string> folders;  ///< that stand for a placeholder
    bool is_failing = false;
};

/// Returns the result for a person who accepts a quarantined report that is in no folder any more.
collected_file nothing_to_release(const report_scope& scope)
{
    collected_file rejected;
    rejected.scope = parts_of(scope);
    rejected.outcome = collection_outcome::rejected;
    rejected.reason = "nothing_to_release";
    rejected.message = "the quarantined report no longer exists; put it back or wait for the next one";
    return rejected;
}

}  // namespace

collector::collector(const asio::any_io_executor& loop, source_config source, cycle_deps deps,
                     scope_owners& owners)
    : source_(std::move(source)), deps_(std::move(deps)), owners_(owners), one_at_a_time_(loop),
      folders_(source_, deps_)
{
    file_source_deps source_deps{
        deps_.clock, deps_.log, deps_.reading, folders_.folders(),
        [this](const report_scope& scope, const file_mark& mark) { return is_processed(scope, mark); }};
    files_ = make_file_source(loop, source_, std::move(source_deps));
}

task<void> collector::run()
{
    co_await load_memory();
    const collect_request as_scheduled{.shows_events = false};
    for (;;) {
        found_reports found = co_await files_->next();
        const async_mutex::guard inside = co_await one_at_a_time_.lock();
        const bool was_large = std::ranges::any_of(
            found.ready, [](const found_file& file) { return file.mark.size > worth_trimming; });
        collected_list collected = co_await collect_found(std::move(found), as_scheduled);
        // The results are freed before memory is returned to the system; otherwise little of it could be.
        collected = {};
        if (was_large)
            ::malloc_trim(0);
    }
}

task<std::vector<collected_file>> collector::collect_now(collect_request request)
{
    // The scan waits its turn, too: a scan that began earlier would find files that are processed meanwhile.
    const async_mutex::guard inside = co_await one_at_a_time_.lock();
    co_await load_memory();
    const file_choice choice = files_wanted(request);
    found_reports found = co_await files_->scan(choice);
    if (request.dry_run)
        files_->scan_soon();  // what a dry run found is still to be collected
    collected_list collected = co_await collect_found(std::move(found), request);
    // Large collections are written out before the caller gets its answer, so that every event in it is queued by then.
    for (const collected_file& each : collected) {
        const std::optional<report_scope> scope = whole_scope(each.scope);
        if (scope)
            co_await deps_.shared.unwritten.write_out(*scope);
    }
    co_return collected;
}

/// Both run() and collect_now() begin with this; the first call loads.
task<void> collector::load_memory()
{
    if (is_loaded_)
        co_return;
    auto load = [this](store& db) {
        return source_history{.files = db.seen_files(fixed_parts(source_)),
                              .folders = db.source_folders(source_.name, source_.path),
                              .is_failing = db.load_source(source_.name).record.failing_reason.has_value()};
    };
    const source_history stored = co_await deps_.store.run(load);
    if (is_loaded_)  // by another call meanwhile
        co_return;
    for (const scope_file& file : stored.files)
        processed_.add(file.scope, file.mark, deps_.clock.now());
    folders_.restore(stored.folders, stored.is_failing);
    is_loaded_ = true;
}

bool collector::is_processed(const report_scope& scope, const file_mark& mark) const
{
    // A file of a scope that another source owns is done once it was rejected.
    const bool is_ours = owners_.other_than(source_.name, scope).empty();
    return is_ours ? processed_.contains(scope, mark) : taken_.contains(scope, mark);
}

/// Collects what a scan or inotify found.
task<std::vector<collected_file>> collector::collect_found(found_reports found, collect_request request)
{
    const bool are_readable = found.unreadable.empty();
    if (found.scanned)
        co_await folders_.begin_collection(are_readable, request);

    // Scope by scope.  A first start may have thousands of them: what arrives meanwhile is collected next.
    collected_list collected;
    scope_queue waiting(std::move(found.ready));
    while (!waiting.is_empty()) {
        co_await collect_scope(waiting.take_next(), request, collected);
        if (!request.dry_run)
            waiting.add_urgent(files_->take_ready());
    }
    if (!found.scanned)
        co_return collected;

    std::optional<collected_file> rejected =
        co_await folders_.end_collection(std::move(found.unreadable), request);
    if (rejected)
        collected.push_back(*std::move(rejected));
    // The files of a folder that cannot be listed are not absent.
    if (are_readable && !request.dry_run)
        co_await forget_absent(std::move(found.present));
    co_return collected;
}

/// Collects the files of one scope, oldest first.
task<void> collector::collect_scope(file_list files, collect_request request, collected_list& into)
{
    const report_scope scope = files.front().scope;
    // Reports of one scope come from one source.  A dry run asks, but claims nothing.
    std::string owner = owners_.other_than(source_.name, scope);
    if (!owner.empty()) {
        co_await reject_taken(std::move(files), std::move(owner), request, into);
        co_return;
    }
    if (!request.dry_run)
        owners_.claim(scope, source_.name);
    // Without a baseline the newest file counts alone; with one, every file that is newer than the last report.
    auto load = [&scope](store& db) { return db.load_scope_record(scope).record; };
    const scope_record record = co_await deps_.store.run(load);
    if (!record.state.has_baseline) {
        co_await collect_baseline(std::move(files), request, into);
        co_return;
    }

    // From the oldest to the newest: each report is compared with what the one before left.
    const std::size_t before = into.size();
    const std::span<const file_mark> none_older;
    for (found_file& file : files) {
        const found_as among{.is_newest = &file == &files.back(),
                             .is_processed = processed_.contains(scope, file.mark)};
        if (is_work(file, among, request, record))
            co_await collect_file(std::move(file), none_older, request, into);
    }
    if (releases_quarantine(request, record) && into.size() == before)
        into.push_back(nothing_to_release(scope));
}

/// The newest good report is the baseline; those older than it are processed with it.
task<void> collector::collect_baseline(file_list files, collect_request request, collected_list& into)
{
    std::vector<file_mark> older;
    for (const found_file& file : files)
        older.push_back(file.mark);
    for (found_file& file : files | std::views::reverse) {
        older.pop_back();
        co_await collect_file(std::move(file), older, request, into);
        if (into.back().outcome == collection_outcome::baseline)
            co_return;
    }
}

/// @param older  the files that are processed with this one if it is a baseline; must outlive the call
task<void> collector::collect_file(found_file file, std::span<const file_mark> older, collect_request request,
                                   collected_list& into)
{
    const report_scope scope = file.scope;
    const file_mark mark = file.mark;
    // What the report changes in addition to its scope is committed in the same transaction.
    report_consequences consequences;
    consequences.older = older;
    consequences.recovers = co_await folders_.load_recovery();
    const bool may_recover = consequences.recovers.has_value();
    collected_file collected =
        co_await run_cycle(deps_, source_, std::move(file), request, std::move(consequences));

    // What was committed is noted in memory, as it is in the store now.
    if (collected.is_processed) {
        processed_.add(scope, mark, deps_.clock.now());
        if (collected.outcome == collection_outcome::baseline)
            for (const file_mark& each : older)
                processed_.add(scope, each, deps_.clock.now());
        if (may_recover && is_good(collected.outcome))
            folders_.note_recovered();
    }
    note_resources(collected);
    // Nothing is known about the file yet: it is tried again after a moment, not at the next interval.
    if (was_short_ || collected.reason == "changed_meanwhile")
        files_->scan_soon();
    if (!request.dry_run)
        log_collected(deps_.log, source_.name, collected);
    into.push_back(std::move(collected));
}

/// Logs that descriptors or memory ran out: once, until a file could be read again.
void collector::note_resources(const collected_file& collected)
{
    const bool is_short = collected.reason == reason_out_of_resources;
    if (is_short && !was_short_)
        deps_.log.error(collected.message, {{"source", source_.name}});
    was_short_ = is_short;
}

/// Rejects the files of a scope that another source owns.  A dry run logs and notes nothing.
task<void> collector::reject_taken(file_list files, std::string owner, collect_request request,
                                   collected_list& into)
{
    for (found_file& file : files) {
        const report_scope scope = file.scope;
        const file_mark mark = file.mark;
        collected_file rejected =
            co_await reject_taken_file(deps_, source_.name, std::move(file), owner, request);
        if (!request.dry_run) {
            // In memory only: after a restart the configuration may give the scope to this source.
            taken_.add(scope, mark, deps_.clock.now());
            log_collected(deps_.log, source_.name, rejected);
        }
        into.push_back(std::move(rejected));
    }
}

/// Forgets files that have been in no folder for `absent_memory`, so that the store does not grow with every report.
/// @param present  every file that the scan found
task<void> collector::forget_absent(std::vector<scope_file> present)
{
    const timestamp now = deps_.clock.now();
    processed_.note_present(present, now);
    taken_.note_present(present, now);
    static_cast<void>(taken_.take_unseen(now - absent_memory));
    std::vector<scope_file> gone = processed_.take_unseen(now - absent_memory);
    // Another source that owns their scope may still have them in its folders.
    std::erase_if(gone, [this](const scope_file& file) {
        return !owners_.other_than(source_.name, file.scope).empty();
    });
    if (gone.empty())
        co_return;
    auto forget = [&gone](store& db) {
        db.forget_files(gone);
        return true;
    };
    co_await deps_.store.run(forget);
}

}  // namespace defectd
