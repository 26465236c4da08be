#include "page.hpp"
#include "parameters.hpp"
#include "route.hpp"

namespace defectd {
namespace {

/// GET: a page of events, the newest first, each byte for byte as it is sent.
task<server_response> list_events(const admin_deps& deps, api_call call)
{
    auto filter = filter_of(call.asked, deps.clock.now());
    if (!filter)
        co_return filter.error();
    auto look = [&filter](store& db) {
        return page_of(*filter, [&db](const list_filter& which) { return db.events(which); });
    };
    const page<numbered_event> read = co_await deps.store.run(look);
    std::vector<std::string> rows;
    rows.reserve(read.rows.size());
    for (const numbered_event& each : read.rows)
        rows.push_back(with_leading_id(each.event));
    std::optional<std::int64_t> next;
    if (read.has_more)
        next = read.rows.back().seq;
    co_return json_response(list_document("events", rows, next));
}

/// GET: one event.
task<server_response> show_event(const admin_deps& deps, api_call call)
{
    const std::string& id = call.names.front();
    auto look = [&id](store& db) { return db.find_event(id); };
    const std::optional<numbered_event> found = co_await deps.store.run(look);
    if (!found)
        co_return problem(
            404, "no_such_event",
            "there is no event with this id, or it was deleted after `store.retention`; `defectd "
            "events` lists the events");
    co_return json_response(with_leading_id(found->event) + "\n");
}

constexpr std::string_view list_parameters[] = {"account", "marketplace", "subscriber",
                                                "since",   "limit",       "cursor"};

constexpr route table[] = {
    {"GET", "/api/v1/events", list_parameters, list_events},
    {"GET", "/api/v1/events/{}", {}, show_event},
};

}  // namespace

std::span<const route> event_routes()
{
    return table;
}

}  // namespace defectd
