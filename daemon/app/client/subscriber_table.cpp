#include "client/subscriber_table.hpp"

#include <fmt/format.h>

#include "client/json_cells.hpp"
#include "client/text_table.hpp"

namespace defectd {
namespace {

namespace json = boost::json;
using side = text_table::side;

/// What a person should know of a state, or do about it.
std::string remark_on(const json::object& subscriber)
{
    const std::string state = cell(subscriber.at("state"));
    const std::string name = cell(subscriber.at("name"));
    if (state == "disabled" && !subscriber.at("enabled").as_bool())
        return "disabled by `enabled: false` in the configuration; its events are kept";
    if (state == "disabled")
        return fmt::format(
            "disabled since {} ({}); its events are kept: `defectd ping {}`, then `defectd enable {}`",
            time_cell(subscriber.at("disabled_since")), cell(subscriber.at("disabled_reason")), name, name);
    if (state == "paused")
        return fmt::format("paused; its events are kept until `defectd resume {}`", name);
    if (state == "held")
        return fmt::format("asked for nothing before {}", time_cell(subscriber.at("held_until")));
    if (state == "failing")
        return fmt::format("failing since {}, last: {}", time_cell(subscriber.at("failing_since")),
                           cell(subscriber.at("last_failure")));
    return "";
}

}  // namespace

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
