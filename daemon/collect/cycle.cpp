#include "defectd/collect/cycle.hpp"

#include <utility>

#include "defectd/base/enum_names.hpp"
#include "file_decision.hpp"

namespace defectd {
namespace {

/// Files of this size and more, in bytes as stored, are collected one at a time.  Smaller ones need little memory, and
/// must not wait for a large one.
constexpr std::uint64_t large_report = 256U << 10U;

// In the order of the enumerators.
constexpr enum_names<5> outcome_names{"baseline", "applied", "quarantined", "refused", "ignored"};

/// Waits for the turn of a large file, and returns the guard that ends it; nullopt for a small file, without waiting.
task<std::optional<async_mutex::guard>> lock_if_large(const cycle_deps& deps, const found_file& file)
{
    if (file.mark.size < large_report)
        co_return std::nullopt;
    co_return co_await deps.shared.large_reports.lock();
}

/// Returns how a file is read: by the keys of its source and the limits of the daemon.
reading_rules rules_for(const found_file& file, const source_config& source, const limits_config& limits)
{
    return {.scope = file.scope,
            .dates = source.dates,
            .columns = source.columns,
            .max_bytes = limits.report_bytes,
            .max_rows = limits.report_rows,
            .max_defects = limits.report_defects,
            .complete = source.complete};
}

}  // namespace

std::string_view name_of(collection_outcome outcome) noexcept
{
    return name_in(outcome_names, outcome);
}

bool is_good(collection_outcome outcome) noexcept
{
    return outcome != collection_outcome::rejected && outcome != collection_outcome::ignored;
}

// The file is read before the scope is loaded: a rejected file needs no defects, and the state is as fresh as it can
// be when the report is compared.
task<collected_file> run_cycle(const cycle_deps& deps, const source_config& source, found_file file,
                               collect_request request, report_consequences consequences)
{
    const std::optional<async_mutex::guard> inside = co_await lock_if_large(deps, file);

    // Read the whole file once, whatever the store does meanwhile.
    const reading_rules rules = rules_for(file, source, deps.limits);
    auto read = [&] { return read_found_file(file, rules, deps.clock.now()); };
    const file_read_result reading = co_await deps.reading.run(read);

    // Decide, again for each try to commit.  A rejected report changes no defect, so none is loaded for it.
    const auto* const good = std::get_if<read_report_result>(&reading);
    const plan_input input = good != nullptr ? plan_input::defects : plan_input::record;
    file_decision decision;
    plan_maker make_plan = [&](const scope_memory& memory, timestamp now) {
        decision = decide(memory, {source, file, reading, request, consequences, deps.subscribers, now});
        return std::move(decision.plan);
    };
    const committed_plan committed =
        co_await commit_plan(deps, file.scope, input, request, std::move(make_plan));
    co_return describe(file, decision, good, committed, request);
}

task<collected_file> reject_taken_file(const cycle_deps& deps, const std::string& source, found_file file,
                                       const std::string& owner, collect_request request)
{
    const file_decision decision = reject_taken_scope(owner);
    const report_origin origin{
        .source = source, .scope = file.scope, .file = file.path, .mark = file.mark, .stamp = file.stamp};
    // A dry run returns the rejection alone; otherwise it is committed with its event.
    committed_plan committed;
    if (!request.dry_run) {
        plan_maker make_plan = [&](const scope_memory& memory, timestamp now) {
            return plan_taken_scope(memory, decision.message, origin, deps.subscribers, now);
        };
        committed = co_await commit_plan(deps, file.scope, plan_input::record, request, std::move(make_plan));
    }
    co_return describe(file, decision, nullptr, committed, request);
}

}  // namespace defectd
