// What one report means for the store: the rows to write, the events to tell, and who gets them.
// Pure; the collector, `diff` and the dry run all decide by it.
#ifndef DEFECTD_COLLECT_PLAN_HPP
#define DEFECTD_COLLECT_PLAN_HPP

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/defect/diff.hpp"
#include "defectd/report/read.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// Where a report came from.
struct report_origin {
    std::string source;  ///< the source's name
    report_scope scope;
    std::string file;  ///< path; empty when it was not a file
    std::optional<file_mark> mark;
    std::optional<report_stamp> stamp;
};

/// What to commit, and what to say about it.
struct collection_plan {
    collection_commit commit;
    report_outcome outcome = report_outcome::applied;
    std::uint64_t pending_clears = 0;  ///< of the scope, after this report
    defect_counts counts;              ///< open defects of the scope, after this report
};

/// Returns how many events a commit has, wanted by a subscriber or not.
[[nodiscard]] inline std::uint64_t event_count_of(const collection_commit& commit) noexcept
{
    return commit.events.size() + commit.news.changes.size();
}

/// Calls visit(event) for each event of the commit, in the order of telling.  Those of the news are made one by one.
template <class Visit>
void for_each_event(const collection_commit& commit, Visit visit)
{
    for (const outbox_event& routed : commit.events)
        visit(routed.event);
    for (const routed_change& entry : commit.news.changes)
        visit(make_defect_event(entry.change, commit.news.facts));
}

/// How the rules of a source read for one of its scopes.
[[nodiscard]] diff_rules rules_of(const source_config& source, const report_scope& scope);

/// Manually: a person accepts a report that is held back.
enum class quarantine_release { by_rule, by_hand };

/// A good report: compares it and lays out the commit.
[[nodiscard]] collection_plan plan_good_report(const scope_memory& memory, const report& current,
                                               const report_origin& origin, const source_config& source,
                                               quarantine_release release,
                                               std::span<const subscriber_config> subscribers, timestamp now);

/// A rejected one: tells collection.failed once per report, as far as the scope remembers; without bytes to hash, when
/// the reason changes.
[[nodiscard]] collection_plan plan_rejected_report(const scope_memory& memory, const rejection& why,
                                                   const report_origin& origin,
                                                   std::span<const subscriber_config> subscribers,
                                                   timestamp now);

/// A file for a scope that another source covers: tells collection.failed once per file and changes nothing
/// else.  Its event is numbered by the file's time, so that no start tells it again.
/// @pre  the origin has a stamp
[[nodiscard]] collection_plan plan_taken_scope(const scope_memory& memory, const std::string& message,
                                               const report_origin& origin,
                                               std::span<const subscriber_config> subscribers, timestamp now);

}  // namespace defectd

#endif
