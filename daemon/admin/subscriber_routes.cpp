#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "defectd/dispatch/recover.hpp"
#include "delivery_json.hpp"
#include "json_values.hpp"
#include "parameters.hpp"
#include "route.hpp"
#include "shown_subscriber.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// Returns the subscriber with this name; nullptr when there is none.
const subscriber_config* find_subscriber(const configuration& config, const std::string& name)
{
    const auto found = std::ranges::find(config.subscribers, name, &subscriber_config::name);
    return found == config.subscribers.end() ? nullptr : &*found;
}

/// Returns a 404 that lists the names in the configuration.
server_response no_such_subscriber(const configuration& config, std::string_view name)
{
    std::vector<std::string_view> names;
    names.reserve(config.subscribers.size());
    for (const subscriber_config& subscriber : config.subscribers)
        names.push_back(subscriber.name);
    const std::string known = names.empty()
                                  ? "the configuration has none"
                                  : fmt::format("the configuration has: {}", fmt::join(names, ", "));
    return problem(404, "no_such_subscriber",
                   fmt::format("unknown subscriber {}; {}", escaped_text(name), known));
}

/// Returns all subscribers as the API shows them, from one look at the store.
task<std::vector<json::object>> look_at_subscribers(const admin_deps& deps)
{
    const timestamp now = deps.clock.now();
    auto look = [now](store& db) { return db.overview(now); };
    const store_overview overview = co_await deps.store.run(look);
    std::vector<json::object> objects;
    for (const shown_subscriber& shown : shown_subscribers(deps.config, overview, deps.sending))
        objects.push_back(subscriber_object(shown, now));
    co_return objects;
}

/// GET: all subscribers.
task<server_response> list_subscribers(const admin_deps& deps, api_call)
{
    json::array list;
    for (json::object& object : co_await look_at_subscribers(deps))
        list.push_back(std::move(object));
    const json::object document{{"subscribers", std::move(list)}};
    co_return json_response(json::serialize(document) + "\n");
}

/// Returns the subscriber as it is after a change.
/// @pre  a subscriber has this name
task<server_response> answer_with(const admin_deps& deps, std::string name)
{
    for (const json::object& object : co_await look_at_subscribers(deps))
        if (object.at("name") == json_text(name))
            co_return json_response(json::serialize(object) + "\n");
    co_return no_such_subscriber(deps.config, name);
}

/// GET: one subscriber.
task<server_response> show_subscriber(const admin_deps& deps, api_call call)
{
    if (find_subscriber(deps.config, call.names.front()) == nullptr)
        co_return no_such_subscriber(deps.config, call.names.front());
    co_return co_await answer_with(deps, call.names.front());
}

/// Gives a command to the dispatcher and answers with the subscriber's new state.
task<server_response> change(const admin_deps& deps, api_call call, subscriber_command what,
                             std::string log_text)
{
    const std::string& name = call.names.front();
    const subscriber_config* const subscriber = find_subscriber(deps.config, name);
    if (subscriber == nullptr)
        co_return no_such_subscriber(deps.config, call.names.front());
    // The command would have no effect: the configuration decides first.
    if (what == subscriber_command::enable && !subscriber->enabled)
        co_return problem(
            409, "disabled_in_configuration",
            "the configuration has `enabled: false` for this subscriber; change it, run `defectd "
            "check-config` and restart the daemon");
    co_await deps.sending.command(name, what);
    deps.log.info(log_text, {{"subscriber", name}, {"by", call.caller}});
    co_return co_await answer_with(deps, name);
}

/// POST: the four commands.
task<server_response> enable(const admin_deps& deps, api_call call)
{
    co_return co_await change(deps, std::move(call), subscriber_command::enable,
                              "subscriber enabled manually");
}

task<server_response> disable(const admin_deps& deps, api_call call)
{
    co_return co_await change(deps, std::move(call), subscriber_command::disable,
                              "subscriber disabled manually");
}

task<server_response> pause(const admin_deps& deps, api_call call)
{
    co_return co_await change(deps, std::move(call), subscriber_command::pause, "subscriber paused manually");
}

task<server_response> resume(const admin_deps& deps, api_call call)
{
    co_return co_await change(deps, std::move(call), subscriber_command::resume,
                              "subscriber resumed manually");
}

/// POST: sends a test event at once, past the queue, and returns what came of it.
task<server_response> send_ping(const admin_deps& deps, api_call call)
{
    const std::string& name = call.names.front();
    const subscriber_config* const subscriber = find_subscriber(deps.config, name);
    if (subscriber == nullptr)
        co_return no_such_subscriber(deps.config, call.names.front());
    const ping_result sent = co_await ping(*subscriber, deps.http, deps.clock, deps.random);
    co_return json_response(ping_json(name, sent));
}

/// POST: makes deliveries of stored events since a time, for a receiver that has lost them.
task<server_response> recover_events(const admin_deps& deps, api_call call)
{
    const std::string& name = call.names.front();
    const subscriber_config* const subscriber = find_subscriber(deps.config, name);
    if (subscriber == nullptr)
        co_return no_such_subscriber(deps.config, call.names.front());
    auto since = required_since(call.asked, deps.clock.now());
    if (!since)
        co_return since.error();
    auto which = recover_scope_of(call.asked);
    if (!which)
        co_return which.error();
    // Committed when this returns; the dispatcher is woken only then.
    const std::size_t due = co_await recover(deps.store, deps.clock, *subscriber, *since, *which);
    deps.sending.wake();
    deps.log.info("events queued again for a subscriber", {{"subscriber", name},
                                                           {"since", to_rfc3339(*since)},
                                                           {"due", std::to_string(due)},
                                                           {"by", call.caller}});
    const std::string_view state = state_of(*subscriber, deps.sending.look(name).health, deps.clock.now());
    const json::object document{
        {"subscriber", json_text(name)}, {"due", due}, {"subscriber_state", json_text(state)}};
    co_return json_response(json::serialize(document) + "\n");
}

constexpr std::string_view recover_parameters[] = {"since", "state"};

constexpr route table[] = {
    {"GET", "/api/v1/subscribers", {}, list_subscribers},
    {"GET", "/api/v1/subscribers/{}", {}, show_subscriber},
    {"POST", "/api/v1/subscribers/{}/enable", {}, enable},
    {"POST", "/api/v1/subscribers/{}/disable", {}, disable},
    {"POST", "/api/v1/subscribers/{}/pause", {}, pause},
    {"POST", "/api/v1/subscribers/{}/resume", {}, resume},
    {"POST", "/api/v1/subscribers/{}/ping", {}, send_ping},
    {"POST", "/api/v1/subscribers/{}/recover", recover_parameters, recover_events},
};

}  // namespace

std::span<const route> subscriber_routes()
{
    return table;
}

}  // namespace defectd
