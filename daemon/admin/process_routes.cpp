#include "route.hpp"
#include "status_json.hpp"

namespace defectd {
namespace {

task<server_response> show_healthy(const admin_surroundings&, api_call)
{
    co_return json_response("{\"status\":\"healthy\"}\n");
}

task<server_response> show_ready(const admin_surroundings&, api_call)
{
    co_return json_response("{\"status\":\"ready\"}\n");
}

task<server_response> show_status(const admin_surroundings& world, api_call)
{
    const timestamp now = world.time.now();
    auto look = [now](store& db) { return db.overview(now); };
    const store_overview overview = co_await world.store.run(look);
    const process_facts process{now, world.started_at};
    const auto subscribers = shown_subscribers(world.config, overview, world.sending);
    co_return json_response(status_json(overview, world.config, subscribers, process));
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
