#include "defectd/collect/collector.hpp"

#include <malloc.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "collected_log.hpp"
#include "defectd/source/path_pattern.hpp"
#include "report_reading.hpp"
#include "source_plan.hpp"
#include "taken_scope.hpp"

namespace defectd {
namespace {

/// Files that went away are remembered this long: a folder may only be unmounted.
constexpr duration absent_memory = std::chrono::days{7};

/// From this size on, what a report took is given back to the system at once: an idle daemon stays small.
constexpr std::uint64_t worth_trimming = 256U << 10U;

std::map<report_scope, std::vector<found_file>> by_scope(std::vector<found_file> files)
{
    std::map<report_scope, std::vector<found_file>> groups;
    for (found_file& file : files)
        groups[file.scope].push_back(std::move(file));
    return groups;
}

/// Adds files that came later, and gives their scopes.
std::vector<report_scope> add_new(std::vector<found_file> files,
                                  std::map<report_scope, std::vector<found_file>>& groups)
{
    std::vector<report_scope> scopes;
    for (found_file& file : files) {
        scopes.push_back(file.scope);
        std::vector<found_file>& group = groups[file.scope];
        group.push_back(std::move(file));
        std::ranges::sort(group, {}, &found_file::stamp);
    }
    return scopes;
}

/// What the store remembers of a source.
struct source_history {
    std::vector<scope_file> files;     ///< no work any more
    std::vector<std::string> folders;  ///< those that stood for a placeholder
    bool is_failing = false;
};

/// @param problem  "/srv/x: Permission denied"
collected_file rejected_folder(const source_config& source, const std::string& problem)
{
    collected_file rejected;
    rejected.scope = fixed_parts(source);
    rejected.outcome = collection_outcome::rejected;
    rejected.reason = name_of(rejection_code::unreadable);
    rejected.message = unreadable_folder_message(problem);
    return rejected;
}

collected_file nothing_to_release(const report_scope& scope)
{
    collected_file rejected;
    rejected.scope = parts_of(scope);
    rejected.outcome = collection_outcome::rejected;
    rejected.reason = "nothing_to_release";
    rejected.message = "the quarantined report no longer exists; put it back or wait for the next one";
    return rejected;
}

bool is_good(collection_outcome outcome) noexcept
{
    return outcome != collection_outcome::rejected && outcome != collection_outcome::ignored;
}

/// A file whose time lies ahead of the clock is ordered by its arrival, which is another one at every look.
bool was_applied_last(const found_file& file, const scope_record& record)
{
    const std::optional<report_stamp>& last = record.last_applied;
    return last && (file.stamp == *last || (file.time_was_ahead && file.stamp.name == last->name));
}

}  // namespace

collector::collector(const asio::any_io_executor& loop, source_config source, cycle_deps deps,
                     scope_owners& owners)
    : source_(std::move(source)), deps_(std::move(deps)), owners_(owners), one_at_a_time_(loop)
{
    file_source_deps source_deps{
        deps_.clock, deps_.log, deps_.reading, folders_,
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
        collected = {};
        if (was_large)
            ::malloc_trim(0);
    }
}

task<std::vector<collected_file>> collector::collect_now(collect_request request)
{
    const async_mutex::guard inside = co_await one_at_a_time_.lock();
    co_await load_memory();
    const bool wants_known = request.dry_run || request.accept;
    auto choice = file_choice::unprocessed;
    if (wants_known)
        choice = file_choice::all;
    found_reports found = co_await files_->scan(choice);
    if (request.dry_run)
        files_->scan_soon();  // it announces nothing: what it saw is looked for again
    collected_list collected = co_await collect_found(std::move(found), request);
    for (const collected_file& each : collected) {
        const std::optional<report_scope> scope = whole_scope(each.scope);
        if (scope)
            co_await deps_.shared.unwritten.write_out(*scope);
    }
    co_return collected;
}

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
    folders_ = named_folders(stored.folders);
    is_failing_ = stored.is_failing;
    is_loaded_ = true;
}

bool collector::is_processed(const report_scope& scope, const file_mark& mark) const
{
    const bool is_ours = owners_.other_than(source_.name, scope).empty();
    return is_ours ? processed_.contains(scope, mark) : taken_.contains(scope, mark);
}

task<std::vector<collected_file>> collector::collect_found(found_reports found, collect_request request)
{
    collected_list collected;
    if (found.scanned)
        folders_are_readable_ = found.unreadable.empty();
    if (found.scanned && !request.dry_run)
        co_await remember_new_folders();
    std::map<report_scope, file_list> waiting = by_scope(std::move(found.ready));
    std::vector<report_scope> urgent;
    while (!waiting.empty()) {
        const auto next = urgent.empty() ? waiting.begin() : waiting.find(urgent.back());
        if (!urgent.empty())
            urgent.pop_back();
        if (next == waiting.end())
            continue;
        file_list files = std::move(next->second);
        waiting.erase(next);
        co_await collect_scope(std::move(files), request, collected);
        // A first start may have thousands of scopes to go through: whatever comes meanwhile goes first.
        if (!request.dry_run)
            urgent = add_new(files_->take_ready(), waiting);
    }
    if (!found.scanned)
        co_return collected;
    const bool is_complete = found.unreadable.empty();
    co_await collect_folders(std::move(found.unreadable), request, collected);
    // What lies in a folder that cannot be listed is not absent.
    if (is_complete && !request.dry_run)
        co_await forget_absent(std::move(found.present));
    co_return collected;
}

task<void> collector::collect_scope(file_list files, collect_request request, collected_list& into)
{
    const report_scope scope = files.front().scope;
    std::string other = owners_.other_than(source_.name, scope);
    if (!other.empty()) {
        co_await reject_taken(std::move(files), std::move(other), request, into);
        co_return;
    }
    if (!request.dry_run)
        owners_.claim(scope, source_.name);
    auto load = [&scope](store& db) { return db.load_scope_record(scope).record; };
    const scope_record record = co_await deps_.store.run(load);
    if (!record.state.has_baseline) {
        co_await collect_baseline(std::move(files), request, into);
        co_return;
    }
    const bool releases = request.accept && record.state.quarantined_since;
    const std::size_t before = into.size();
    const std::span<const file_mark> none_older;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool is_newest = i + 1 == files.size();
        const bool is_last_applied = was_applied_last(files[i], record);
        const bool is_work = processed_.contains(scope, files[i].mark)
                                 ? (request.dry_run && is_newest) || (releases && is_last_applied)
                                 : is_newest || !request.dry_run;
        if (is_work)
            co_await collect_file(std::move(files[i]), none_older, request, into);
    }
    if (releases && into.size() == before)
        into.push_back(nothing_to_release(scope));
}

task<void> collector::collect_baseline(file_list files, collect_request request, collected_list& into)
{
    std::vector<file_mark> older;
    for (const found_file& file : files)
        older.push_back(file.mark);
    bool has_baseline = false;
    for (found_file& file : files | std::views::reverse) {
        older.pop_back();
        if (has_baseline)
            co_return;
        co_await collect_file(std::move(file), older, request, into);
        has_baseline = into.back().outcome == collection_outcome::baseline;
    }
}

/// @param older  of its scope; must outlive the call
task<void> collector::collect_file(found_file file, std::span<const file_mark> older, collect_request request,
                                   collected_list& into)
{
    const report_scope scope = file.scope;
    const file_mark mark = file.mark;
    report_consequences then;
    then.older = older;
    if (is_failing_ && folders_are_readable_) {
        auto load = [this](store& db) { return db.load_source(source_.name); };
        then.recovers = co_await deps_.store.run(load);
    }
    const bool recovers = then.recovers.has_value();
    collected_file collected = co_await run_cycle(deps_, source_, std::move(file), request, std::move(then));
    if (collected.is_processed)
        processed_.add(scope, mark, deps_.clock.now());
    if (collected.is_processed && collected.outcome == collection_outcome::baseline)
        for (const file_mark& each : older)
            processed_.add(scope, each, deps_.clock.now());
    if (collected.is_processed && recovers && is_good(collected.outcome))
        is_failing_ = false;
    note_resources(collected);
    if (was_short_ || collected.reason == "changed_meanwhile")
        files_->scan_soon();
    if (!request.dry_run)
        log_collected(deps_.log, source_.name, collected);
    into.push_back(std::move(collected));
}

/// Said once, when they run out.
void collector::note_resources(const collected_file& collected)
{
    const bool is_short = collected.reason == reason_out_of_resources;
    if (is_short && !was_short_)
        deps_.log.error(collected.message, {{"source", source_.name}});
    was_short_ = is_short;
}

task<void> collector::reject_taken(file_list files, std::string other, collect_request request,
                                   collected_list& into)
{
    for (found_file& file : files) {
        const report_scope scope = file.scope;
        const file_mark mark = file.mark;
        collected_file rejected = taken_scope(file, other);
        if (!request.dry_run) {
            co_await commit_taken_scope(deps_, source_.name, std::move(file), rejected);
            taken_.add(scope, mark,
                       deps_.clock.now());  // until a restart: the configuration may be fixed by then
            log_collected(deps_.log, source_.name, rejected);
        }
        into.push_back(std::move(rejected));
    }
}

/// Stored before the reports in them are collected: a subscriber that got an event about a folder is notified when the
/// folder disappears, even after a crash.
task<void> collector::remember_new_folders()
{
    folder_change change = folders_.change();
    change.gone.clear();
    std::optional<collected_file> nothing_wrong;
    co_await commit_folders(std::move(change), nothing_wrong);
}

/// Reports what is wrong with the folders of a look, those that went away included.
task<void> collector::collect_folders(std::vector<std::string> unreadable, collect_request request,
                                      collected_list& into)
{
    folder_change change = folders_.change();
    for (const std::string& folder : change.gone)
        unreadable.push_back(folder + ": the folder no longer exists");
    std::optional<collected_file> rejected;
    if (!unreadable.empty())
        rejected = rejected_folder(source_, unreadable.front());
    if (!request.dry_run)
        co_await commit_folders(std::move(change), rejected);
    if (!rejected)
        co_return;
    if (!request.dry_run)
        log_collected(deps_.log, source_.name, *rejected);
    into.push_back(*std::move(rejected));
}

/// The event is told once, until a good report after it, and together with the change.
/// @param rejected  what is wrong with a folder, if something is; gets the event; must outlive the call
task<void> collector::commit_folders(folder_change change, std::optional<collected_file>& rejected)
{
    const bool tells = rejected && !is_failing_;
    if (!tells && change.is_empty())
        co_return;
    auto commit_change = [&](store& db) {
        const source_memory memory = db.load_source(source_.name);
        const timestamp now = deps_.clock.now();
        source_commit commit{.record = memory.record, .events = {}, .now = now};
        if (tells)
            commit = plan_failing_source(memory, source_, rejected->message, deps_.subscribers, now);
        commit.path = source_.path;
        commit.folders = change;
        db.commit_source(commit);
        return commit.events;
    };
    const std::vector<outbox_event> events = co_await deps_.store.run(commit_change);
    folders_.note_stored(change);
    if (!tells)
        co_return;
    for (const outbox_event& each : events)
        rejected->events.push_back(each.event);
    rejected->event_count = rejected->events.size();
    is_failing_ = true;
    deps_.on_commit();
}

task<void> collector::forget_absent(std::vector<scope_file> present)
{
    const timestamp now = deps_.clock.now();
    processed_.note_present(present, now);
    taken_.note_present(present, now);
    static_cast<void>(taken_.take_unseen(now - absent_memory));
    std::vector<scope_file> gone = processed_.take_unseen(now - absent_memory);
    // Those of a scope that another source covers lie where that source looks.
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
