#include <fmt/format.h>

#include "body.hpp"
#include "defectd/base/assert.hpp"
#include "json.hpp"

namespace defectd {
namespace {

// An escaped character takes at most six bytes, so these limits leave 7 kB of the body for the names.
constexpr std::size_t max_reason_length = 100;
constexpr std::size_t max_message_length = 1'000;
constexpr std::size_t max_path_length = 1'000;

/// Returns the text in quotes; null for an empty text, which stands for an unknown value.
std::string text_or_null(std::string_view text, std::size_t max_length)
{
    return text.empty() ? "null" : json_string(text, max_length);
}

std::string name_or_null(const std::optional<std::string>& name)
{
    return name ? json_string(*name) : "null";
}

/// Returns {"orders", "negative_feedback", "a_to_z_claim", "chargeback"}.
std::string counts_json(const defect_counts& counts)
{
    json_object object;
    object.number("orders", counts.orders);
    for (std::size_t type = 0; type < defect_type_count; ++type)
        object.number(name_of(static_cast<defect_type>(type)), counts.by_type[type]);
    return object.text();
}

/// Returns the `data` member of baseline.recorded.
std::string baseline_json(const defect_counts& counts, const collection_facts& facts)
{
    return json_object()
        .string("account", facts.scope.account)
        .string("marketplace_id", facts.scope.marketplace_id)
        .string("fulfillment", name_of(facts.scope.channel))
        .string("source", facts.source)
        .value("report", report_json(facts))
        .value("window", window_json(facts.days))
        .value("counts", counts_json(counts))
        .text();
}

/// Returns the `data` member of collection.*: all types have the same members.
std::string problem_json(const collection_problem& problem)
{
    json_object object;
    object.string("source", problem.source)
        .value("account", name_or_null(problem.scope.account))
        .value("marketplace_id", name_or_null(problem.scope.marketplace_id))
        .value("fulfillment", problem.scope.channel ? json_string(name_of(*problem.scope.channel)) : "null")
        .value("reason", text_or_null(problem.reason, max_reason_length))
        .value("message", text_or_null(problem.message, max_message_length))
        .value("file", text_or_null(problem.file, max_path_length));
    if (problem.line == 0)
        object.null("line");
    else
        object.number("line", problem.line);
    return object.text();
}

std::string id_of_scope_event(std::string_view type, const report_scope& scope, std::uint64_t sequence)
{
    return event_id(
        {type, scope.account, scope.marketplace_id, name_of(scope.channel), fmt::to_string(sequence)});
}

/// Returns the id.  The sequence makes it unique: a scope or source can have the same problem again.
std::string id_of(const collection_problem& problem)
{
    if (problem.about == collection_subject::source)
        return event_id({problem.type, problem.source, fmt::to_string(problem.sequence)});
    const scope_parts& scope = problem.scope;
    DEFECTD_ASSERT(scope.account && scope.marketplace_id && scope.channel);
    return id_of_scope_event(problem.type, {*scope.account, *scope.marketplace_id, *scope.channel},
                             problem.sequence);
}

}  // namespace

event make_baseline_event(const defect_counts& counts, const collection_facts& facts)
{
    constexpr std::uint64_t only_one_per_scope = 1;
    return {.id = id_of_scope_event(event_type::baseline_recorded, facts.scope, only_one_per_scope),
            .type = std::string(event_type::baseline_recorded),
            .at = facts.now,
            .body = body_of(event_type::baseline_recorded, facts.now, baseline_json(counts, facts)),
            .account = facts.scope.account,
            .marketplace_id = facts.scope.marketplace_id,
            .channel = facts.scope.channel,
            .type_of_defect = std::nullopt};
}

event make_collection_event(const collection_problem& problem)
{
    DEFECTD_ASSERT(problem.type.starts_with("collection."));
    return {.id = id_of(problem),
            .type = std::string(problem.type),
            .at = problem.now,
            .body = body_of(problem.type, problem.now, problem_json(problem)),
            .account = problem.scope.account,
            .marketplace_id = problem.scope.marketplace_id,
            .channel = problem.scope.channel,
            .type_of_defect = std::nullopt};
}

}  // namespace defectd
