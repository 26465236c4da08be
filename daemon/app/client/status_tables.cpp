#include "status_tables.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "text_table.hpp"

namespace defectd {
namespace {

namespace json = boost::json;
using side = text_table::side;

/// Returns what a person should know of a scope and do about it, one line each; "" when all is well.
std::string remarks_on(const json::object& scope)
{
    const std::string source = cell(scope.at("source"));
    const std::string name = fmt::format("{} ({}, {}, {})", source, cell(scope.at("account")),
                                         cell(scope.at("marketplace_id")), cell(scope.at("fulfillment")));
    std::string remarks;
    if (!scope.at("reason").is_null())
        remarks += fmt::format("{}: the last report was rejected: {}\n", name, cell(scope.at("reason")));
    if (!scope.at("quarantined_since").is_null())
        remarks +=
            fmt::format("{}: quarantined since {}; to count the missing defects as missing, run `defectd "
                        "collect {} --accept`\n",
                        name, time_cell(scope.at("quarantined_since")), source);
    return remarks;
}

/// Returns what a person should know of a subscriber's state, or do about it; "" when all is well.
std::string remark_on(const json::object& subscriber)
{
    const std::string state = cell(subscriber.at("state"));
    const std::string name = cell(subscriber.at("name"));
    if (state == "disabled" && !subscriber.at("enabled").as_bool())
        return "disabled by `enabled: false` in the configuration; events are queued";
    if (state == "disabled")
        return fmt::format("disabled since {} ({}); events are queued: check it with `defectd ping {}`, then "
                           "run `defectd enable {}`",
                           time_cell(subscriber.at("disabled_since")), cell(subscriber.at("disabled_reason")),
                           name, name);
    if (state == "paused")
        return fmt::format("paused; events are queued until `defectd resume {}`", name);
    if (state == "held")
        return fmt::format("its receiver asked to wait until {}", time_cell(subscriber.at("held_until")));
    if (state == "failing")
        return fmt::format("failing since {}; last failure: {}", time_cell(subscriber.at("failing_since")),
                           cell(subscriber.at("last_failure")));
    return "";
}

}  // namespace

std::string scope_table(const json::object& status)
{
    text_table table({{"SOURCE"},
                      {"ACCOUNT"},
                      {"MARKETPLACE"},
                      {"CHANNEL"},
                      {"STATE"},
                      {"LAST VALID REPORT"},
                      {"OPEN", side::right},
                      {"PENDING CLEARS", side::right}});
    std::string remarks;
    const json::array& scopes = status.at("scopes").as_array();
    for (const json::value& item : scopes) {
        const json::object& scope = item.as_object();
        table.add({cell(scope.at("source")), cell(scope.at("account")), cell(scope.at("marketplace_id")),
                   cell(scope.at("fulfillment")), cell(scope.at("state")),
                   time_cell(scope.at("last_good_at")), cell(scope.at("open_defects")),
                   cell(scope.at("pending_clears"))});
        remarks += remarks_on(scope);
    }
    for (const json::value& item : status.at("failing_sources").as_array())
        remarks += fmt::format("{}: its folder cannot be listed: {}\n", cell(item.as_object().at("source")),
                               cell(item.as_object().at("reason")));
    for (const json::value& source : status.at("sources_without_report").as_array())
        remarks += fmt::format("{}: waiting for its first report\n", cell(source));
    // Without a report there is no scope, and a table of heads only would say less than the remarks.
    std::string text = scopes.empty() ? "" : table.text();
    if (!text.empty() && !remarks.empty())
        text += "\n";
    return text + remarks;
}

std::string subscriber_table(const json::array& subscribers)
{
    text_table table({{"SUBSCRIBER"},
                      {"FORMAT"},
                      {"HOST"},
                      {"STATE"},
                      {"IN FLIGHT", side::right},
                      {"DUE", side::right},
                      {"SCHEDULED", side::right},
                      {"DELIVERED", side::right},
                      {"EXHAUSTED", side::right},
                      {"OLDEST DUE"}});
    std::string remarks;
    for (const json::value& item : subscribers) {
        const json::object& one = item.as_object();
        table.add({cell(one.at("name")), cell(one.at("format")), cell(one.at("host")), cell(one.at("state")),
                   cell(one.at("in_flight")), cell(one.at("due")), cell(one.at("scheduled")),
                   cell(one.at("delivered")), cell(one.at("exhausted")), time_cell(one.at("oldest_due_at"))});
        if (const std::string remark = remark_on(one); !remark.empty())
            remarks += fmt::format("{}: {}\n", cell(one.at("name")), remark);
    }
    return table.text() + (remarks.empty() ? "" : "\n") + remarks;
}

}  // namespace defectd
