#include "defectd/collect/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "defectd/base/assert.hpp"
#include "defectd/store/subscribers.hpp"

namespace defectd {
namespace {

/// Adds events to a commit, each with the subscribers that want it.
class outbox {
public:
    outbox(collection_plan& plan, std::span<const subscriber_config> subscribers)
        : plan_(plan), subscribers_(subscribers)
    {
    }

    /// Adds an event with the subscribers that want it.
    void add(event ev) { plan_.commit.events.push_back(route(std::move(ev), subscribers_)); }

    /// Adds a collection.* event under the scope's next number, which makes its id unique.
    void add_collection(collection_problem problem, const report_origin& origin)
    {
        problem.sequence = ++plan_.commit.record.event_count;
        add_numbered(std::move(problem), origin);
    }

    /// Adds a collection.* event whose number the caller has set.
    void add_numbered(collection_problem problem, const report_origin& origin)
    {
        problem.source = origin.source;
        problem.scope = parts_of(origin.scope);
        problem.now = plan_.commit.now;
        add(make_collection_event(problem));
    }

private:
    collection_plan& plan_;
    std::span<const subscriber_config> subscribers_;
};

/// Returns a commit that changes nothing yet, against the version that was loaded.  The store rejects it when another
/// collection of the account was committed in between.
collection_plan begin_plan(const scope_memory& memory, const report_origin& origin, timestamp now)
{
    collection_plan plan;
    plan.commit.record = memory.record;
    plan.commit.record.scope = origin.scope;
    plan.commit.record.source = origin.source;
    plan.commit.expected_version = memory.version;
    if (origin.mark)
        plan.commit.files = {*origin.mark};
    plan.commit.now = now;
    return plan;
}

/// Returns what every event of a report says about the report.
collection_facts facts_of(const report& current, const report_origin& origin, const source_config& source,
                          const changes& found, timestamp now)
{
    return {.scope = origin.scope,
            .source = origin.source,
            .report_sha256 = current.sha256,
            .collected_at = current.collected_at,
            .rows = current.rows,
            .days = found.days,
            .rule = source.window,
            .now = now};
}

/// Returns the changes, each with the subscribers that want its event.  Who wants it depends only on what filters look
/// at, so the filters are asked once per combination and not once per change.
defect_news news_of(std::vector<defect_change> made, const collection_facts& facts,
                    std::span<const subscriber_config> subscribers)
{
    defect_news news{.facts = facts, .changes = {}, .audiences = {}};
    news.changes.reserve(made.size());
    std::map<std::tuple<change_kind, defect_type, std::optional<fulfillment>>, std::size_t> known;
    for (defect_change& change : made) {
        const auto [audience, is_new] = known.try_emplace(
            {change.kind, change.defect.key.type, change.defect.channel}, news.audiences.size());
        if (is_new)
            news.audiences.push_back(route(make_defect_event(change, facts), subscribers).subscribers);
        news.changes.push_back({.change = std::move(change), .audience = audience->second});
    }
    return news;
}

/// Returns the message of collection.quarantined: what is absent, and how the quarantine ends.
std::string quarantine_message(const changes& found, const quarantine_rule& rule)
{
    return fmt::format("{} of {} open defects inside the window are absent; nothing is cleared until a "
                       "later report, at least {} from now, confirms it, or until you run `defectd collect "
                       "SOURCE --accept`",
                       found.absent_in_window, found.open_in_window, to_text(rule.hold));
}

}  // namespace

diff_rules rules_of(const source_config& source, const report_scope& scope)
{
    return {.scope_channel = scope.channel,
            .window = source.window,
            .quarantine = source.quarantine,
            .baseline = source.baseline,
            .confirm_cleared = source.confirm_cleared,
            .accept_quarantine = false};
}

collection_plan plan_good_report(const scope_memory& memory, const report& current,
                                 const report_origin& origin, const source_config& source,
                                 quarantine_release release, std::span<const subscriber_config> subscribers,
                                 timestamp now)
{
    // Compare.
    diff_rules rules = rules_of(source, origin.scope);
    rules.accept_quarantine = release == quarantine_release::manual;
    changes found = diff({memory.record.state, memory.defects}, current, rules, now);

    // What is remembered of the scope from now on.
    collection_plan plan = begin_plan(memory, origin, now);
    plan.outcome = found.outcome;
    plan.pending_clears = found.pending_clears;
    plan.counts = found.counts;
    plan.commit.rows = std::move(found.rows);
    scope_record& record = plan.commit.record;
    record.state = found.state;
    record.last_good_at = now;
    if (origin.stamp)
        record.last_applied = origin.stamp;

    // The events, those about the collection first.
    outbox events(plan, subscribers);
    if (std::exchange(record.failing, std::nullopt))
        events.add_collection({.type = event_type::collection_recovered, .file = origin.file}, origin);
    const collection_facts facts = facts_of(current, origin, source, found, now);
    if (found.outcome == report_outcome::baseline)
        events.add(make_baseline_event(found.counts, facts));
    if (found.newly_quarantined)
        events.add_collection({.type = event_type::collection_quarantined,
                               .reason = "missing_share",
                               .message = quarantine_message(found, source.quarantine),
                               .file = origin.file},
                              origin);
    plan.commit.news = news_of(std::move(found.changed), facts, subscribers);
    return plan;
}

collection_plan plan_rejected_report(const scope_memory& memory, const rejection& why,
                                     const report_origin& origin,
                                     std::span<const subscriber_config> subscribers, timestamp now)
{
    collection_plan plan = begin_plan(memory, origin, now);
    // The same report is announced once, however often it is read; without bytes, the same reason is.
    const collection_failure failure{std::string(name_of(why.code)), why.sha256};
    const auto& before = memory.record.failing;
    const bool is_known_already =
        why.sha256.empty() ? before && before->reason == failure.reason
                           : std::ranges::find(memory.rejected, why.sha256) != memory.rejected.end();
    plan.commit.record.failing = failure;
    plan.commit.rejected = why.sha256;
    if (!is_known_already)
        outbox(plan, subscribers)
            .add_collection({.type = event_type::collection_failed,
                             .reason = failure.reason,
                             .message = why.message,
                             .file = origin.file,
                             .line = why.line},
                            origin);
    return plan;
}

collection_plan plan_taken_scope(const scope_memory& memory, const std::string& message,
                                 const report_origin& origin, std::span<const subscriber_config> subscribers,
                                 timestamp now)
{
    DEFECTD_ASSERT(origin.stamp);
    collection_plan plan = begin_plan(memory, origin, now);
    if (!memory.record.source.empty())
        plan.commit.record.source = memory.record.source;
    plan.commit.files.clear();  // to be read after all once the configuration is fixed
    outbox(plan, subscribers)
        .add_numbered({.type = event_type::collection_failed,
                       .reason = "scope_taken",
                       .message = message,
                       .file = origin.file,
                       .sequence = static_cast<std::uint64_t>(origin.stamp->time_ns)},
                      origin);
    return plan;
}

}  // namespace defectd
