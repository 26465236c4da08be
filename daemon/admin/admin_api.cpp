#include "defectd/admin/admin_api.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "route.hpp"

namespace defectd {
namespace {

/// The segment of a pattern that matches any name.
constexpr std::string_view any_name = "{}";

/// Returns the rows of all tables.  No two patterns match the same path and method, so that their order is free.
std::vector<route> all_routes()
{
    std::vector<route> all;
    for (const auto& table :
         {process_routes(), source_routes(), subscriber_routes(), delivery_routes(), event_routes()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

/// Returns the routes, which are collected at the first request.
const std::vector<route>& routes()
{
    static const std::vector<route> all = all_routes();
    return all;
}

/// Takes the first segment off a path that begins with "/".
std::string_view take_segment(std::string_view& path)
{
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

/// Returns the segments where the pattern has a name, as written in the path; nullopt when the path does not match.
std::optional<std::vector<std::string_view>> names_in(std::string_view path, std::string_view pattern)
{
    std::vector<std::string_view> names;
    while (path.starts_with('/') && pattern.starts_with('/')) {
        const std::string_view segment = take_segment(path);
        const std::string_view expected = take_segment(pattern);
        if (expected == any_name && !segment.empty())
            names.push_back(segment);
        else if (expected != segment)
            return std::nullopt;
    }
    return path.empty() && pattern.empty() ? std::optional(names) : std::nullopt;
}

/// Returns a 405 that lists the methods of the path, or a 404 when no route has the path.
server_response no_route(std::string_view path)
{
    std::vector<std::string_view> allowed;
    for (const route& each : routes())
        if (names_in(path, each.pattern))
            allowed.push_back(each.method);
    if (allowed.empty())
        return problem(404, "not_found", "no such route in this version; docs/api.md lists the routes");
    const std::string methods = fmt::format("{}", fmt::join(allowed, ", "));
    server_response response =
        problem(405, "method_not_allowed", "this method is not supported here; use " + methods);
    response.headers.emplace_back("Allow", methods);
    return response;
}

/// Returns the names and parameters of a request, decoded, or the problem with them.
result<api_call, server_response> read_call(const server_request& request, const route& found,
                                            std::span<const std::string_view> names,
                                            std::string_view query_text)
{
    api_call call;
    for (const std::string_view name : names) {
        auto decoded = percent_decoded(name);
        if (!decoded)
            return problem(
                400, "bad_escape",
                "the path has a `%` that is not followed by two hex digits; write %25 for a percent "
                "sign");
        call.names.push_back(std::move(*decoded));
    }
    auto asked = query::read(query_text, found.parameters);
    if (!asked)
        return asked.error();
    call.asked = std::move(*asked);
    // The check of the user has made sure that it is known.
    call.caller = fmt::format("uid {}", request.peer_uid.value());
    return call;
}

}  // namespace

task<server_response> admin_api::answer(server_request request)
{
    if (!request.peer_uid || (*request.peer_uid != 0 && *request.peer_uid != deps_.own_uid))
        co_return problem(
            403, "forbidden",
            "only root and the daemon's user may use this socket; run the command as one of them");
    // The path is matched before it is decoded, so that an escaped slash stays within its segment.
    const std::string_view target = request.target;
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view path = target.substr(0, mark);
    for (const route& each : routes()) {
        const auto names = names_in(path, each.pattern);
        if (!names || each.method != request.method)
            continue;
        auto call = read_call(request, each, *names, target.substr(std::min(mark + 1, target.size())));
        if (!call)
            co_return call.error();
        // Without this check the request would fail with whatever the store throws, or wait until it works again.
        if (each.need == route_need::store && deps_.store.problem())
            co_return problem(503, "store_degraded", *deps_.store.problem());
        co_return co_await each.answer(deps_, std::move(*call));
    }
    co_return no_route(path);
}

}  // namespace defectd
