#include "defectd/collect/cycle.hpp"

#include <fmt/format.h>

#include <utility>

#include "defectd/source/shortage.hpp"
#include "report_reading.hpp"
#include "source_plan.hpp"

namespace defectd {
namespace {

/// From this size on, in bytes as it lies there, reports are dealt with one at a time.
constexpr std::uint64_t large_report = 256U << 10U;

/// A cycle decided but not committed.
struct decided_cycle {
    collection_plan plan;
    collected_file file;
};

/// Everything a decision looks at, kept alive while it runs on a worker.
struct cycle_facts {
    const source_config& source;
    const found_file& file;
    const file_read_result& reading;
    collect_request request;
    const report_consequences& then;
    std::span<const subscriber_config> subscribers;
    timestamp now;
};

collection_outcome outcome_of(report_outcome outcome) noexcept
{
    switch (outcome) {
    case report_outcome::baseline: return collection_outcome::baseline;
    case report_outcome::quarantined: return collection_outcome::quarantined;
    case report_outcome::applied: break;
    }
    return collection_outcome::applied;
}

rejection older_report(const report_stamp& last, const std::string& sha256)
{
    const timestamp modified{std::chrono::floor<duration>(std::chrono::nanoseconds{last.time_ns})};
    rejection why;
    why.code = rejection_code::older_report;
    why.message =
        fmt::format("not newer than the last applied report ({}, modified {}); add a newer export, or "
                    "touch this file if it is newer",
                    last.name, to_rfc3339(modified));
    why.sha256 = sha256;
    return why;
}

decided_cycle ignored(const found_file& file, std::string reason, std::string message)
{
    decided_cycle decided;
    decided.file.path = file.path;
    decided.file.scope = parts_of(file.scope);
    decided.file.reason = std::move(reason);
    decided.file.message = std::move(message);
    return decided;
}

report_origin origin_of(const cycle_facts& facts)
{
    return {.source = facts.source.name,
            .scope = facts.file.scope,
            .file = facts.file.path,
            .mark = facts.file.mark,
            .stamp = facts.file.stamp};
}

decided_cycle reject(const scope_memory& memory, const rejection& why, const cycle_facts& facts)
{
    decided_cycle decided;
    report_origin origin = origin_of(facts);
    if (why.code == rejection_code::unreadable)
        origin.mark.reset();  // fixing the permissions does not change the file: try again
    decided.plan = plan_rejected_report(memory, why, origin, facts.subscribers, facts.now);
    decided.file.path = facts.file.path;
    decided.file.scope = parts_of(facts.file.scope);
    decided.file.outcome = collection_outcome::rejected;
    decided.file.reason = name_of(why.code);
    decided.file.message = why.message;
    decided.file.line = why.line;
    return decided;
}

void add_consequences(collection_plan& plan, const cycle_facts& facts)
{
    std::vector<file_mark>& files = plan.commit.files;
    if (plan.outcome == report_outcome::baseline)
        files.insert(files.end(), facts.then.older.begin(), facts.then.older.end());
    if (facts.then.recovers)
        add_source_recovery(plan, *facts.then.recovers, facts.source, facts.subscribers);
}

decided_cycle apply(const scope_memory& memory, const read_report_result& good, const cycle_facts& facts)
{
    source_config source = facts.source;
    if (facts.request.dry_run)
        source.baseline = baseline_mode::notify;  // a dry run shows what is open
    const auto release = facts.request.accept ? quarantine_release::by_hand : quarantine_release::by_rule;
    decided_cycle decided;
    decided.plan =
        plan_good_report(memory, good.read, origin_of(facts), source, release, facts.subscribers, facts.now);
    add_consequences(decided.plan, facts);
    decided.file.path = facts.file.path;
    decided.file.scope = parts_of(facts.file.scope);
    decided.file.outcome = outcome_of(decided.plan.outcome);
    decided.file.rows = good.read.rows;
    decided.file.pending_clears = decided.plan.pending_clears;
    decided.file.counts = decided.plan.counts;
    decided.file.warnings = good.warnings;
    return decided;
}

std::string sha256_of(const file_read_result& reading)
{
    const auto* const why = std::get_if<rejection>(&reading);
    return why != nullptr ? why->sha256 : std::get<read_report_result>(reading).read.sha256;
}

/// It was applied while the clock was ahead: nothing that comes now can be newer, and all of it is.
bool lies_ahead(const report_stamp& last, timestamp now)
{
    return std::chrono::nanoseconds{last.time_ns} > (now + believed_ahead).time_since_epoch();
}

decided_cycle decide(const scope_memory& memory, const cycle_facts& facts)
{
    if (std::holds_alternative<changed_meanwhile>(facts.reading))
        return ignored(facts.file, "changed_meanwhile",
                       "the file changed or disappeared while it was being read; it is read again when its "
                       "writer has finished");
    if (std::holds_alternative<out_of_resources>(facts.reading))
        return ignored(facts.file, std::string(reason_out_of_resources), std::string(shortage_message));
    const auto& last = memory.record.last_applied;
    if (facts.request.dry_run && !facts.request.accept && last && facts.file.stamp == *last)
        return ignored(facts.file, "same_report", "the file was already applied; nothing changed");
    const bool is_older = last && facts.file.stamp < *last && !lies_ahead(*last, facts.now);
    const auto* const why = std::get_if<rejection>(&facts.reading);
    if (why != nullptr && why->code == rejection_code::unreadable && is_older)
        return ignored(facts.file, "unreadable", why->message);
    if (is_older)
        return reject(memory, older_report(*last, sha256_of(facts.reading)), facts);
    if (why != nullptr)
        return reject(memory, *why, facts);
    const auto& good = std::get<read_report_result>(facts.reading);
    return apply(memory, good, facts);
}

bool is_good(const file_read_result& reading)
{
    return std::holds_alternative<read_report_result>(reading);
}

void emit_events(decided_cycle& decided, collect_request request)
{
    decided.file.event_count = decided.plan.event_count;
    if (request.shows_events)
        for_each_event(decided.plan.commit, [&](event ev) { decided.file.events.push_back(std::move(ev)); });
}

/// Nothing to tell and no file to remember: a failure that lasts, or a file that is not whole yet.
bool is_worth_committing(const decided_cycle& decided)
{
    return decided.file.outcome != collection_outcome::ignored &&
           (decided.plan.event_count > 0 || !decided.plan.commit.files.empty());
}

/// nullopt when a piece of an older collection had to be written out first: ask again.
/// @param held  what may still be the state of the store; taken over if it is
std::optional<scope_memory> load_memory(store& db, const report_scope& scope, const file_read_result& reading,
                                        std::optional<versioned_defects>& held)
{
    if (db.write_out(scope))
        return std::nullopt;
    scope_memory memory = db.load_scope_record(scope);
    if (!is_good(reading))
        return memory;  // a rejected report changes no defect, so they are not read
    if (!held || held->version != memory.version)
        return db.load_scope(scope);
    memory.defects = std::move(held->defects);
    return memory;
}

task<std::optional<async_mutex::guard>> lock_if_large(const cycle_deps& deps, const found_file& file)
{
    if (file.mark.size < large_report)
        co_return std::nullopt;
    co_return co_await deps.shared.large_reports.lock();
}

task<scope_memory> load_memory(const cycle_deps& deps, const report_scope& scope,
                               const file_read_result& reading)
{
    std::optional<versioned_defects> held;
    if (is_good(reading))
        held = deps.shared.snapshots.take(scope);
    auto load = [&](store& db) { return load_memory(db, scope, reading, held); };
    for (;;) {
        std::optional<scope_memory> memory = co_await deps.store.run(load);
        if (memory)
            co_return std::move(*memory);
        deps.on_commit();
    }
}

/// Holds the snapshot for the next report, as it is after `rows` were written over it.
task<void> hold_snapshot(const cycle_deps& deps, const report_scope& scope, versioned_defects snapshot,
                         std::vector<tracked_defect> rows)
{
    auto write = [&] {
        write_rows(snapshot.defects, std::move(rows));
        return true;
    };
    if (!rows.empty())
        co_await deps.reading.run(write);
    deps.shared.snapshots.put(scope, std::move(snapshot));
}

}  // namespace

std::string_view name_of(collection_outcome outcome) noexcept
{
    switch (outcome) {
    case collection_outcome::baseline: return "baseline";
    case collection_outcome::applied: return "applied";
    case collection_outcome::quarantined: return "quarantined";
    case collection_outcome::rejected: return "refused";
    case collection_outcome::ignored: break;
    }
    return "ignored";
}

task<collected_file> run_cycle(const cycle_deps& deps, const source_config& source, found_file file,
                               collect_request request, report_consequences then)
{
    const reading_rules rules{.scope = file.scope,
                              .dates = source.dates,
                              .columns = source.columns,
                              .max_bytes = deps.limits.report_bytes,
                              .max_rows = deps.limits.report_rows,
                              .max_defects = deps.limits.report_defects,
                              .complete = source.complete};
    const std::optional<async_mutex::guard> inside = co_await lock_if_large(deps, file);
    auto read = [&] { return read_found_file(file, rules, deps.clock.now()); };
    const file_read_result reading = co_await deps.reading.run(read);
    for (;;) {
        scope_memory memory = co_await load_memory(deps, file.scope, reading);
        const cycle_facts facts{source, file, reading, request, then, deps.subscribers, deps.clock.now()};
        auto deciding = [&] { return decide(memory, facts); };
        decided_cycle decided = co_await deps.reading.run(deciding);
        emit_events(decided, request);
        versioned_defects snapshot{.version = memory.version, .defects = std::move(memory.defects)};
        if (request.dry_run || !is_worth_committing(decided)) {
            if (is_good(reading))
                deps.shared.snapshots.put(file.scope, std::move(snapshot));
            co_return std::move(decided.file);
        }
        collection_commit& wanted = decided.plan.commit;
        auto commit = [&](store& db) { return db.commit_collection(wanted); };
        const std::optional<bool> is_committed = co_await deps.store.run_once(commit);
        if (is_committed.value_or(false)) {
            deps.on_commit();
            deps.shared.unwritten.add(file.scope);
            ++snapshot.version;
            if (is_good(reading))
                co_await hold_snapshot(deps, file.scope, std::move(snapshot), std::move(wanted.rows));
            decided.file.is_processed = !wanted.files.empty();
            co_return std::move(decided.file);
        }
        // Another collection of this account came first: compare with what it left.  Or a disk was waited out: decide
        // again, as an event carries the time of its commit.
    }
}

}  // namespace defectd
