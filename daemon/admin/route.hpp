// The routes of the API, one row each, in tables by subject.  The check of names and parameters is common to all.
#ifndef DEFECTD_ADMIN_ROUTE_HPP
#define DEFECTD_ADMIN_ROUTE_HPP

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/admin/admin_api.hpp"
#include "query.hpp"

namespace defectd {

/// A request whose route was found, with its names and parameters decoded.
struct api_call {
    std::vector<std::string> names;  ///< what stands where the pattern has {}, in order, decoded
    query asked;
    std::string caller;  ///< who asks, for the log: the peer's uid, or "unknown"
};

/// What a route needs.  Most need a store that works; while it does not, they answer 503.
enum class route_need { nothing, store };

/// Answers a request; runs on the loop.  `deps` outlives the call.
using route_answer = task<server_response> (*)(const admin_deps& deps, api_call call);

/// One method of one path.
struct route {
    std::string_view method;
    std::string_view pattern;                      ///< "/api/v1/subscribers/{}/ping"
    std::span<const std::string_view> parameters;  ///< of the query; any other is refused
    route_answer answer = nullptr;
    route_need need = route_need::store;
};

/// The tables.  They are static.
[[nodiscard]] std::span<const route> process_routes();
[[nodiscard]] std::span<const route> source_routes();
[[nodiscard]] std::span<const route> subscriber_routes();
[[nodiscard]] std::span<const route> delivery_routes();
[[nodiscard]] std::span<const route> event_routes();

/// Returns a 200 with a JSON document.
[[nodiscard]] inline server_response json_response(std::string body)
{
    server_response response;
    response.body = std::move(body);
    return response;
}

}  // namespace defectd

#endif
