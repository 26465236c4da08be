#include "source_plan.hpp"

#include <fmt/format.h>

#include "defectd/source/path_pattern.hpp"
#include "defectd/store/subscribers.hpp"

namespace defectd {
namespace {

/// Returns an event about the source, numbered by the source's own count: it belongs to no scope.
collection_problem about_source(std::string_view type, const source_record& record,
                                const source_config& source, timestamp now)
{
    return {.type = type,
            .about = collection_subject::source,
            .source = source.name,
            .scope = fixed_parts(source),
            .sequence = record.event_count,
            .now = now};
}

}  // namespace

std::string unreadable_folder_message(const std::string& problem)
{
    return fmt::format("the folder cannot be listed ({}); restore it, give the daemon's user read "
                       "permission, or correct the path",
                       problem);
}

source_commit plan_failing_source(const source_memory& memory, const source_config& source,
                                  const std::string& message, std::span<const subscriber_config> subscribers,
                                  timestamp now)
{
    // The event carries the number that is committed with it, so that no two events of a source have one id.
    source_commit commit{.record = memory.record, .events = {}, .now = now};
    commit.record.failing_reason = name_of(rejection_code::unreadable);
    ++commit.record.event_count;
    collection_problem problem = about_source(event_type::collection_failed, commit.record, source, now);
    problem.reason = *commit.record.failing_reason;
    problem.message = message;
    commit.events.push_back(route_from_source(make_collection_event(problem), memory.scopes, subscribers));
    return commit;
}

void add_source_recovery(collection_plan& plan, const source_memory& memory, const source_config& source,
                         std::span<const subscriber_config> subscribers)
{
    source_record record = memory.record;
    record.failing_reason.reset();
    ++record.event_count;
    // The scope of this report may be the source's first: a subscriber of its account wants the event, too.
    std::vector<report_scope> scopes = memory.scopes;
    scopes.push_back(plan.commit.record.scope);
    const collection_problem problem =
        about_source(event_type::collection_recovered, record, source, plan.commit.now);
    // The source recovered before anything else of this report.
    plan.commit.events.insert(plan.commit.events.begin(),
                              route_from_source(make_collection_event(problem), scopes, subscribers));
    plan.commit.speaker = std::move(record);
}

}  // namespace defectd
