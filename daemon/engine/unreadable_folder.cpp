#include "unreadable_folder.hpp"

#include <fmt/format.h>

namespace defectd {

collected_file unreadable_folder(const scope& of, const std::string& problem)
{
    collected_file refused;
    refused.of = of;
    refused.end = collected_file::ending::refused;
    refused.reason = name_of(refusal_code::unreadable);
    refused.message = fmt::format(
        "the folder cannot be listed ({}); give the daemon's user the right to read it, or correct the path",
        problem);
    return refused;
}

task<void> tell_unreadable_folder(const cycle_surroundings& world, const std::string& source,
                                  collected_file& refused)
{
    refusal why;
    why.code = refusal_code::unreadable;
    why.message = refused.message;
    report_origin origin;
    origin.source = source;
    origin.of = refused.of;
    bool is_done = false;
    while (!is_done) {
        auto tell = [&](store& kept) {
            const scope_memory memory = kept.load_scope_record(origin.of);
            const collection_plan plan =
                plan_refused_report(memory, why, origin, world.subscribers, world.time.now());
            if (plan.told == 0)
                return true;
            refused.events = {plan.commit.events.front().told};
            refused.told = refused.events.size();
            return kept.commit_collection(plan.commit);
        };
        is_done = co_await world.kept.run(tell);
    }
    if (refused.told > 0)
        world.on_commit();
}

}  // namespace defectd
