// What one report means for the store: the rows to write, the events to emit, and which subscribers receive them.
// Pure; the collector, the command `diff` and dry runs all use it.
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
    std::string source;  ///< the name of the source
    report_scope scope;
    std::string file;               ///< absolute path; empty when the report was not read from a file
    std::optional<file_mark> mark;  ///< remembered as processed; nullopt: nothing is remembered
    std::optional<report_stamp>
        stamp;  ///< its place in the order of reports; nullopt: it becomes no last report
};

/// A commit that is not made yet, and what to say about it.
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

/// Calls visit(event) for each event of the commit, in the order in which they are emitted.  Events of
/// changes are made one by one, so that a large commit never has all of them in memory.
template <class Visit>
void for_each_event(const collection_commit& commit, Visit visit)
{
    for (const outbox_event& routed : commit.events)
        visit(routed.event);
    for (const routed_change& entry : commit.news.changes)
        visit(make_defect_event(entry.change, commit.news.facts));
}

/// Returns the rules by which reports of a scope are compared, as the source has them.
[[nodiscard]] diff_rules rules_of(const source_config& source, const report_scope& scope);

/// How a quarantine ends.
enum class quarantine_release : std::uint8_t {
    by_rule,  ///< a later report confirms the absences, or does not have them
    manual,   ///< a person accepts the report
};

/// Compares a good report with what is known, and returns the commit of all changes.
/// @param now  the time of the commit, which its events carry
[[nodiscard]] collection_plan plan_good_report(const scope_memory& memory, const report& current,
                                               const report_origin& origin, const source_config& source,
                                               quarantine_release release,
                                               std::span<const subscriber_config> subscribers, timestamp now);

/// Returns the commit for a rejected report.  It has the event collection.failed once per report, as far as the scope
/// remembers rejected reports; once per reason when there are no bytes that distinguish reports.
[[nodiscard]] collection_plan plan_rejected_report(const scope_memory& memory, const rejection& why,
                                                   const report_origin& origin,
                                                   std::span<const subscriber_config> subscribers,
                                                   timestamp now);

/// Returns the commit for a file whose scope another source owns: the event collection.failed and nothing else.  The
/// event is numbered by the time of the file, so that it is emitted once per file, also after a restart.
/// @pre  the origin has a stamp
[[nodiscard]] collection_plan plan_taken_scope(const scope_memory& memory, const std::string& message,
                                               const report_origin& origin,
                                               std::span<const subscriber_config> subscribers, timestamp now);

}  // namespace defectd

#endif
