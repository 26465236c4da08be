#include "defectd/admin/admin_api.hpp"

#include <algorithm>

#include "status_json.hpp"

namespace defectd {
namespace {

constexpr std::string_view sources_prefix = "/api/v1/sources/";
constexpr std::string_view collect_suffix = "/collect";

server_response json_response(int status, std::string body)
{
    server_response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

/// "name=true" among the query's members.
bool is_set(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view member = query.substr(0, end);
        if (member.starts_with(name) && member.substr(name.size()) == "=true")
            return true;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return false;
}

/// The NAME of /api/v1/sources/NAME/collect; empty when `path` is another.
std::string collected_source(std::string_view path)
{
    if (!path.starts_with(sources_prefix) || !path.ends_with(collect_suffix) ||
        path.size() <= sources_prefix.size() + collect_suffix.size())
        return {};
    path.remove_prefix(sources_prefix.size());
    path.remove_suffix(collect_suffix.size());
    return std::string(path);
}

}  // namespace

task<server_response> admin_api::answer(server_request request)
{
    if (request.peer_uid && *request.peer_uid != 0 && *request.peer_uid != world_.own_uid)
        co_return problem(403, "forbidden", "only root and the user defectd runs as may use this socket");
    const std::size_t mark = std::min(request.target.find('?'), request.target.size());
    const std::string path = request.target.substr(0, mark);
    const std::string query = request.target.substr(std::min(mark + 1, request.target.size()));
    const std::string source = collected_source(path);
    if (!source.empty()) {
        if (request.method != "POST")
            co_return problem(405, "method_not_allowed", "use POST");
        co_return co_await collect(source, query);
    }
    if (request.method != "GET")
        co_return problem(405, "method_not_allowed", "use GET");
    co_return co_await answer_get(path);
}

task<server_response> admin_api::answer_get(const std::string& path)
{
    if (path == "/-/healthy")
        co_return json_response(200, "{\"status\":\"healthy\"}\n");
    if (path == "/-/ready")
        co_return co_await ready();
    if (path == "/api/v1/status")
        co_return co_await status();
    co_return problem(404, "not_found", "there is no such route in this version");
}

task<server_response> admin_api::ready()
{
    if (world_.kept.problem())
        co_return problem(503, "store_degraded", *world_.kept.problem());
    co_return json_response(200, "{\"status\":\"ready\"}\n");
}

task<server_response> admin_api::status()
{
    if (world_.kept.problem())
        co_return problem(503, "store_degraded", *world_.kept.problem());
    const timestamp now = world_.time.now();
    auto look = [now](store& kept) { return kept.overview(now); };
    const store_overview overview = co_await world_.kept.run(look);
    const process_facts process{now, world_.started_at};
    co_return json_response(200, status_json(overview, world_.config, process));
}

task<server_response> admin_api::collect(std::string source, std::string query)
{
    if (std::ranges::find(world_.config.sources, source, &source_config::name) == world_.config.sources.end())
        co_return problem(404, "no_such_source",
                          "no source of the configuration has this name; `defectd status` lists them");
    const collect_request request{.dry_run = is_set(query, "dry_run"), .accept = is_set(query, "accept")};
    const std::vector<collected_file> collected = co_await world_.collect(source, request);
    co_return json_response(200, collected_json(source, collected));
}

}  // namespace defectd
