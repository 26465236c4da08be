#include "defectd/collect/folder_monitor.hpp"

#include <utility>

#include "collected_log.hpp"
#include "defectd/source/path_pattern.hpp"
#include "source_plan.hpp"

namespace defectd {
namespace {

/// Returns the rejection of a folder whose reports cannot be found.
/// @param problem  "/srv/x: Permission denied"
collected_file reject_folder(const source_config& source, const std::string& problem)
{
    collected_file rejected;
    rejected.scope = fixed_parts(source);
    rejected.outcome = collection_outcome::rejected;
    rejected.reason = name_of(rejection_code::unreadable);
    rejected.message = unreadable_folder_message(problem);
    return rejected;
}

}  // namespace

void folder_monitor::restore(const std::vector<std::string>& folders, bool is_failing)
{
    folders_ = named_folders(folders);
    is_failing_ = is_failing;
}

task<void> folder_monitor::begin_collection(bool are_readable, collect_request request)
{
    are_readable_ = are_readable;
    if (request.dry_run)
        co_return;
    // Folders that are gone are reported when the collection ends; here only those that are new are stored.
    folder_change change = folders_.change();
    change.gone.clear();
    std::optional<collected_file> nothing_wrong;
    co_await commit(std::move(change), nothing_wrong);
}

task<std::optional<collected_file>> folder_monitor::end_collection(std::vector<std::string> unreadable,
                                                                   collect_request request)
{
    folder_change change = folders_.change();
    // A folder that is gone is a problem like one that cannot be listed.  One event reports the first of them: when a
    // disk is unmounted, thousands of folders are gone at once.
    for (const std::string& folder : change.gone)
        unreadable.push_back(folder + ": the folder no longer exists");
    std::optional<collected_file> rejected;
    if (!unreadable.empty())
        rejected = reject_folder(source_, unreadable.front());
    if (request.dry_run)
        co_return rejected;
    co_await commit(std::move(change), rejected);
    if (rejected)
        log_collected(deps_.log, source_.name, *rejected);
    co_return rejected;
}

/// Commits the change and, unless the source is failing already, the event of the rejection in one transaction.
/// @param rejected  gets the event; must outlive the call
task<void> folder_monitor::commit(folder_change change, std::optional<collected_file>& rejected)
{
    const bool emits = rejected && !is_failing_;
    if (!emits && change.is_empty())
        co_return;
    auto commit_change = [&](store& db) {
        // Loaded in the same job as it is committed: the number of the event follows from it.
        const source_memory memory = db.load_source(source_.name);
        const timestamp now = deps_.clock.now();
        source_commit wanted{.record = memory.record, .events = {}, .now = now};
        if (emits)
            wanted = plan_failing_source(memory, source_, rejected->message, deps_.subscribers, now);
        wanted.path = source_.path;
        wanted.folders = change;
        db.commit_source(wanted);
        return wanted.events;
    };
    const std::vector<outbox_event> events = co_await deps_.store.run(commit_change);
    folders_.note_stored(change);
    if (!emits)
        co_return;
    for (const outbox_event& each : events)
        rejected->events.push_back(each.event);
    rejected->event_count = rejected->events.size();
    is_failing_ = true;
    deps_.on_commit();
}

task<std::optional<source_memory>> folder_monitor::load_recovery()
{
    if (!is_failing_ || !are_readable_)
        co_return std::nullopt;
    auto load = [this](store& db) { return db.load_source(source_.name); };
    co_return co_await deps_.store.run(load);
}

}  // namespace defectd
