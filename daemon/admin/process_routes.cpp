#include "route.hpp"
#include "status_json.hpp"

namespace defectd {
namespace {

/// The process answers; nothing more is checked, so that a supervisor does not restart it for a full disk.
task<server_response> show_healthy(const admin_deps&, api_call)
{
    co_return json_response("{\"status\":\"healthy\"}\n");
}

/// The store works: without it the route is not reached, and the answer is 503.
task<server_response> show_ready(const admin_deps&, api_call)
{
    co_return json_response("{\"status\":\"ready\"}\n");
}

/// The whole status, from one look at the store.
task<server_response> show_status(const admin_deps& deps, api_call)
{
    const timestamp now = deps.clock.now();
    auto look = [now](store& db) { return db.overview(now); };
    const store_overview overview = co_await deps.store.run(look);
    const process_facts process{now, deps.started_at};
    const auto subscribers = shown_subscribers(deps.config, overview, deps.sending);
    co_return json_response(status_json(overview, deps.config, subscribers, process));
}

constexpr route table[] = {
    {"GET", "/-/healthy", {}, show_healthy, route_need::nothing},
    {"GET", "/-/ready", {}, show_ready},
    {"GET", "/api/v1/status", {}, show_status},
};

}  // namespace

std::span<const route> process_routes()
{
    return table;
}

}  // namespace defectd
