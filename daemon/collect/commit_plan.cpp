#include "commit_plan.hpp"

#include <utility>

namespace defectd {
namespace {

/// Returns the state of a scope, or nullopt when it wrote out a piece of a large collection instead: call it again.
/// @param cached  the defects as they may still be in the store; taken when they are
std::optional<scope_memory> load_once(store& db, const report_scope& scope, plan_input input,
                                      std::optional<versioned_defects>& cached)
{
    if (db.write_out(scope))
        return std::nullopt;
    scope_memory memory = db.load_scope_record(scope);
    if (input == plan_input::record)
        return memory;
    if (!cached || cached->version != memory.version)
        return db.load_scope(scope);
    memory.defects = std::move(cached->defects);
    return memory;
}

/// Returns the state of a scope, after every large collection of its account was written out.  One job of the store
/// per piece, so that other work of the store is done in between.
task<scope_memory> load_memory(const cycle_deps& deps, const report_scope& scope, plan_input input)
{
    std::optional<versioned_defects> cached;
    if (input == plan_input::defects)
        cached = deps.shared.snapshots.take(scope);
    auto load = [&](store& db) { return load_once(db, scope, input, cached); };
    for (;;) {
        std::optional<scope_memory> memory = co_await deps.store.run(load);
        if (memory)
            co_return std::move(*memory);
        deps.on_commit();  // the piece that was written out has deliveries
    }
}

/// True when the plan has an event, or marks a file as processed.
bool is_worth_committing(const collection_plan& plan)
{
    // Else the failure was reported before, or the file is not whole yet.
    return event_count_of(plan.commit) > 0 || !plan.commit.files.empty();
}

/// Caches the snapshot for the next report of the account, with `rows` written over it.
task<void> cache_snapshot(const cycle_deps& deps, const report_scope& scope, versioned_defects snapshot,
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

task<committed_plan> commit_plan(const cycle_deps& deps, report_scope scope, plan_input input,
                                 collect_request request, plan_maker make_plan)
{
    for (;;) {
        // Load what the store knows, from the cache where it is still true.
        scope_memory memory = co_await load_memory(deps, scope, input);

        // Plan, away from the loop: comparing takes a while when there are many defects.
        const timestamp now = deps.clock.now();
        auto make = [&] { return make_plan(memory, now); };
        committed_plan made;
        made.plan = co_await deps.reading.run(make);
        versioned_defects snapshot{.version = memory.version, .defects = std::move(memory.defects)};
        const bool has_snapshot = input == plan_input::defects;
        if (request.dry_run || !is_worth_committing(made.plan)) {
            if (has_snapshot)
                deps.shared.snapshots.put(scope, std::move(snapshot));
            co_return made;
        }

        // Commit, if the scope still has the version that was loaded.
        collection_commit& wanted = made.plan.commit;
        auto commit = [&](store& db) { return db.commit_collection(wanted); };
        const std::optional<bool> is_committed = co_await deps.store.run_once(commit);
        if (!is_committed.value_or(false))
            continue;  // plan again: what is known has changed, or the time of the commit, which its events carry

        // The deliveries are due, and the next report starts from what was written.
        made.is_committed = true;
        deps.on_commit();
        deps.shared.unwritten.add(scope);
        ++snapshot.version;
        if (has_snapshot)
            co_await cache_snapshot(deps, scope, std::move(snapshot), std::move(wanted.rows));
        co_return made;
    }
}

}  // namespace defectd
