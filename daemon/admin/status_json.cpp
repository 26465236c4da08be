#include "status_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace defectd {
namespace {

namespace json = boost::json;

json::value text(std::string_view value)
{
    return json::string(value.data(), value.size());
}

json::value time_or_null(const std::optional<timestamp>& at)
{
    return at ? text(to_rfc3339(*at)) : json::value(nullptr);
}

std::string_view condition_of(const scope_record& record)
{
    if (record.failing)
        return "failing";
    if (record.state.quarantined_since)
        return "quarantined";
    return record.state.has_baseline ? "good" : "waiting";
}

json::object scope_object(const scope_overview& shown)
{
    const scope_record& record = shown.record;
    json::object scope;
    scope["source"] = text(record.source);
    scope["account"] = text(record.of.account);
    scope["marketplace_id"] = text(record.of.marketplace_id);
    scope["fulfillment"] = text(name_of(record.of.channel));
    scope["state"] = text(condition_of(record));
    scope["reason"] = record.failing ? text(record.failing->reason) : json::value(nullptr);
    scope["last_good_at"] = time_or_null(record.last_good_at);
    scope["last_file"] = record.last_applied ? text(record.last_applied->name) : json::value(nullptr);
    scope["quarantined_since"] = time_or_null(record.state.quarantined_since);
    scope["open_defects"] = shown.open;
    scope["pending_clears"] = shown.pending_clears;
    return scope;
}

json::object subscriber_object(const subscriber_config& config, const store_overview& overview)
{
    const auto kept = std::ranges::find(overview.subscribers, config.name, &subscriber_overview::name);
    const subscriber_overview counts = kept == overview.subscribers.end() ? subscriber_overview{} : *kept;
    json::object subscriber;
    subscriber["name"] = text(config.name);
    subscriber["state"] = config.enabled ? "enabled" : "disabled";
    subscriber["due"] = counts.due;
    subscriber["scheduled"] = counts.scheduled;
    subscriber["in_flight"] = counts.in_flight;
    subscriber["delivered"] = counts.delivered;
    subscriber["exhausted"] = counts.exhausted;
    subscriber["oldest_due_at"] = time_or_null(counts.oldest_due_at);
    return subscriber;
}

}  // namespace

std::string status_json(const store_overview& overview, const configuration& config,
                        const process_facts& process)
{
    json::object status;
    status["version"] = DEFECTD_VERSION;
    status["now"] = text(to_rfc3339(process.now));
    status["started_at"] = text(to_rfc3339(process.started_at));
    status["events"] = overview.events;
    json::array scopes;
    for (const scope_overview& shown : overview.scopes)
        scopes.push_back(scope_object(shown));
    status["scopes"] = std::move(scopes);
    json::array waiting;
    for (const source_config& source : config.sources)
        if (std::ranges::none_of(overview.scopes, [&](const scope_overview& shown) {
                return shown.record.source == source.name;
            }))
            waiting.push_back(text(source.name));
    status["sources_without_report"] = std::move(waiting);
    json::array subscribers;
    for (const subscriber_config& subscriber : config.subscribers)
        subscribers.push_back(subscriber_object(subscriber, overview));
    status["subscribers"] = std::move(subscribers);
    return json::serialize(status) + "\n";
}

}  // namespace defectd
