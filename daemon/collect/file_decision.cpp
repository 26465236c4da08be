#include "file_decision.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "defectd/source/shortage.hpp"
#include "source_plan.hpp"

namespace defectd {
namespace {

/// Returns the outcome of the file that held the report.
collection_outcome outcome_of(report_outcome outcome) noexcept
{
    switch (outcome) {
    case report_outcome::baseline: return collection_outcome::baseline;
    case report_outcome::quarantined: return collection_outcome::quarantined;
    case report_outcome::applied: break;
    }
    return collection_outcome::applied;
}

/// Returns the decision to do nothing: no row is written, no event is emitted, and the file stays unprocessed.
file_decision ignore(std::string reason, std::string message)
{
    file_decision decision;
    decision.reason = std::move(reason);
    decision.message = std::move(message);
    return decision;
}

/// Returns where the report of the file came from.
report_origin origin_of(const decision_inputs& inputs)
{
    return {.source = inputs.source.name,
            .scope = inputs.file.scope,
            .file = inputs.file.path,
            .mark = inputs.file.mark,
            .stamp = inputs.file.stamp};
}

/// Rejects the file, with the event collection.failed unless it was emitted before.
file_decision reject(const scope_memory& memory, const rejection& why, const decision_inputs& inputs)
{
    report_origin origin = origin_of(inputs);
    // Correcting the permissions does not change the file, so it stays unprocessed and is tried again.
    if (why.code == rejection_code::unreadable)
        origin.mark.reset();
    file_decision decision;
    decision.outcome = collection_outcome::rejected;
    decision.reason = name_of(why.code);
    decision.message = why.message;
    decision.line = why.line;
    decision.plan = plan_rejected_report(memory, why, origin, inputs.subscribers, inputs.now);
    return decision;
}

/// What is committed together with the report.
void add_consequences(collection_plan& plan, const decision_inputs& inputs)
{
    std::vector<file_mark>& files = plan.commit.files;
    const report_consequences& consequences = inputs.consequences;
    if (plan.outcome == report_outcome::baseline)
        files.insert(files.end(), consequences.older.begin(), consequences.older.end());
    if (consequences.recovers)
        add_source_recovery(plan, *consequences.recovers, inputs.source, inputs.subscribers);
}

/// Compares the report with the state of its scope.
file_decision apply(const scope_memory& memory, const report& current, const decision_inputs& inputs)
{
    source_config source = inputs.source;
    if (inputs.request.dry_run)
        source.baseline = baseline_mode::notify;  // a dry run shows what is open
    const auto release = inputs.request.accept ? quarantine_release::manual : quarantine_release::by_rule;
    file_decision decision;
    decision.plan =
        plan_good_report(memory, current, origin_of(inputs), source, release, inputs.subscribers, inputs.now);
    add_consequences(decision.plan, inputs);
    decision.outcome = outcome_of(decision.plan.outcome);
    return decision;
}

/// Returns the rejection of a report that is older than the last applied one.  It has the hash of the bytes, so that it
/// is announced once.
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

/// Returns the hash of the bytes that were read.
/// @pre  the file was read: the reading holds a report or a rejection
std::string sha256_of(const file_read_result& reading)
{
    const auto* const why = std::get_if<rejection>(&reading);
    return why != nullptr ? why->sha256 : std::get<read_report_result>(reading).read.sha256;
}

/// True when the last report was applied while the clock was ahead.  No report could be newer than that one, so every
/// report counts as newer.
bool lies_ahead(const report_stamp& last, timestamp now)
{
    return std::chrono::nanoseconds{last.time_ns} > (now + believed_ahead).time_since_epoch();
}

}  // namespace

file_decision decide(const scope_memory& memory, const decision_inputs& inputs)
{
    // Nothing is known of the file: it changed meanwhile, or this process could not read it.
    if (std::holds_alternative<changed_meanwhile>(inputs.reading))
        return ignore("changed_meanwhile",
                      "the file changed or disappeared while it was being read; it is read again when its "
                      "writer has finished");
    if (std::holds_alternative<out_of_resources>(inputs.reading))
        return ignore(std::string(reason_out_of_resources), std::string(shortage_message));

    // A dry run compares with what the newest file left; that file itself changes nothing.
    const auto& last = memory.record.last_applied;
    if (inputs.request.dry_run && !inputs.request.accept && last && inputs.file.stamp == *last)
        return ignore("same_report", "the file was already applied; nothing changed");

    // A file older than the last applied report says nothing about the present, good or bad.
    const bool is_older = last && inputs.file.stamp < *last && !lies_ahead(*last, inputs.now);
    const auto* const why = std::get_if<rejection>(&inputs.reading);
    if (why != nullptr && why->code == rejection_code::unreadable && is_older)
        return ignore("unreadable", why->message);
    if (is_older)
        return reject(memory, older_report(*last, sha256_of(inputs.reading)), inputs);

    if (why != nullptr)
        return reject(memory, *why, inputs);
    return apply(memory, std::get<read_report_result>(inputs.reading).read, inputs);
}

file_decision reject_taken_scope(const std::string& owner)
{
    file_decision decision;
    decision.outcome = collection_outcome::rejected;
    decision.reason = "scope_taken";
    decision.message =
        fmt::format("source {} already covers this scope; change the path or fulfillment of one of the "
                    "two, then restart",
                    owner);
    return decision;
}

collected_file describe(const found_file& file, const file_decision& decision, const read_report_result* good,
                        const committed_plan& committed, collect_request request)
{
    const collection_plan& plan = committed.plan;
    collected_file collected;
    collected.path = file.path;
    collected.scope = parts_of(file.scope);
    collected.outcome = decision.outcome;
    collected.reason = decision.reason;
    collected.message = decision.message;
    collected.line = decision.line;
    if (good != nullptr && is_good(decision.outcome)) {
        collected.rows = good->read.rows;
        collected.warnings = good->warnings;
    }
    collected.pending_clears = plan.pending_clears;
    collected.counts = plan.counts;
    collected.event_count = event_count_of(plan.commit);
    if (request.shows_events)
        for_each_event(plan.commit, [&](event ev) { collected.events.push_back(std::move(ev)); });
    collected.is_processed = committed.is_committed && !plan.commit.files.empty();
    return collected;
}

}  // namespace defectd
