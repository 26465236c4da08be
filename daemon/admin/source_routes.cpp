#include <algorithm>

#include "parameters.hpp"
#include "route.hpp"

namespace defectd {
namespace {

/// POST: collects a source now and returns when that has ended.
task<server_response> collect(const admin_deps& deps, api_call call)
{
    const std::string& source = call.names.front();
    if (std::ranges::find(deps.config.sources, source, &source_config::name) == deps.config.sources.end())
        co_return problem(404, "no_such_source",
                          "no source in the configuration has this name; `defectd status` lists the sources");
    auto dry_run = flag_of(call.asked, "dry_run");
    auto accept = flag_of(call.asked, "accept");
    if (!dry_run || !accept)
        co_return !dry_run ? dry_run.error() : accept.error();
    const collect_request request{.dry_run = *dry_run, .accept = *accept};
    const std::vector<collected_file> collected = co_await deps.collect(source, request);
    co_return json_response(collected_json(source, collected));
}

/// `dry_run`: nothing is stored; `accept`: a report in quarantine is accepted.
constexpr std::string_view collect_parameters[] = {"dry_run", "accept"};

constexpr route table[] = {
    {"POST", "/api/v1/sources/{}/collect", collect_parameters, collect},
};

}  // namespace

std::span<const route> source_routes()
{
    return table;
}

}  // namespace defectd
