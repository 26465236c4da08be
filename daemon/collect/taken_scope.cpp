#include "taken_scope.hpp"

#include <fmt/format.h>

#include <utility>

namespace defectd {

collected_file taken_scope(const found_file& file, const std::string& other)
{
    collected_file rejected;
    rejected.path = file.path;
    rejected.scope = parts_of(file.scope);
    rejected.outcome = collection_outcome::rejected;
    rejected.reason = "scope_taken";
    rejected.message =
        fmt::format("source {} already covers this scope; change the path or fulfillment of one of the "
                    "two, then restart",
                    other);
    return rejected;
}

task<void> commit_taken_scope(const cycle_deps& deps, const std::string& source, found_file file,
                              collected_file& rejected)
{
    const report_origin origin{
        .source = source, .scope = file.scope, .file = file.path, .mark = file.mark, .stamp = file.stamp};
    bool is_committed = false;
    while (!is_committed) {
        auto commit = [&](store& db) {
            const scope_memory memory = db.load_scope_record(origin.scope);
            const collection_plan plan =
                plan_taken_scope(memory, rejected.message, origin, deps.subscribers, deps.clock.now());
            rejected.events = {plan.commit.events.front().event};
            rejected.event_count = rejected.events.size();
            return db.commit_collection(plan.commit);
        };
        is_committed = co_await deps.store.run(commit);
    }
    deps.on_commit();
}

}  // namespace defectd
