#include "status_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

#include "json_values.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// Returns "failing", "quarantined", "good" or "waiting"; the first that applies.  Scripts read these names, so that
/// they must not change.
std::string_view condition_of(const scope_record& record)
{
    if (record.failing)
        return "failing";
    if (record.state.quarantined_since)
        return "quarantined";
    return record.state.has_baseline ? "good" : "waiting";
}

/// Returns the state of one scope: its last report, and its open defects.
json::object scope_object(const scope_overview& shown)
{
    const scope_record& record = shown.record;
    json::object scope;
    scope["source"] = json_text(record.source);
    scope["account"] = json_text(record.scope.account);
    scope["marketplace_id"] = json_text(record.scope.marketplace_id);
    scope["fulfillment"] = json_text(name_of(record.scope.channel));
    scope["state"] = json_text(condition_of(record));
    scope["reason"] = record.failing ? json_text(record.failing->reason) : json::value(nullptr);
    scope["last_good_at"] = json_time_or_null(record.last_good_at);
    scope["last_file"] = record.last_applied ? json_text(record.last_applied->name) : json::value(nullptr);
    scope["quarantined_since"] = json_time_or_null(record.state.quarantined_since);
    scope["open_defects"] = shown.open;
    scope["pending_clears"] = shown.pending_clears;
    return scope;
}

}  // namespace

std::string status_json(const store_overview& overview, const configuration& config,
                        std::span<const shown_subscriber> subscribers, const process_facts& process)
{
    json::object status;
    status["version"] = DEFECTD_VERSION;
    status["now"] = json_text(to_rfc3339(process.now));
    status["started_at"] = json_text(to_rfc3339(process.started_at));
    status["events"] = overview.events;
    json::array scopes;
    for (const scope_overview& shown : overview.scopes)
        scopes.push_back(scope_object(shown));
    status["scopes"] = std::move(scopes);
    json::array failing;
    // The store still knows sources that were removed from the configuration; they are not shown.
    for (const source_record& source : overview.failing_sources)
        if (std::ranges::find(config.sources, source.name, &source_config::name) != config.sources.end())
            failing.push_back(json::object{{"source", json_text(source.name)},
                                           {"reason", json_text(source.failing_reason.value_or(""))}});
    status["failing_sources"] = std::move(failing);
    // A source that never had a report has no scope yet and would otherwise be missing from the document.
    json::array waiting;
    for (const source_config& source : config.sources)
        if (std::ranges::none_of(overview.scopes, [&](const scope_overview& shown) {
                return shown.record.source == source.name;
            }))
            waiting.push_back(json_text(source.name));
    status["sources_without_report"] = std::move(waiting);
    json::array list;
    for (const shown_subscriber& shown : subscribers)
        list.push_back(subscriber_object(shown, process.now));
    status["subscribers"] = std::move(list);
    return json::serialize(status) + "\n";
}

}  // namespace defectd
