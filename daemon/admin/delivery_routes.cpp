#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "delivery_json.hpp"
#include "json_values.hpp"
#include "page.hpp"
#include "parameters.hpp"
#include "route.hpp"
#include "shown_subscriber.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// Returns a 404.  An id that is not a number cannot be that of a delivery and gets the same answer.
server_response no_such_delivery(std::string_view id)
{
    return problem(404, "no_such_delivery",
                   fmt::format("there is no delivery {}, or it was deleted after `store.retention`; `defectd "
                               "deliveries` lists the deliveries",
                               escaped_text(id)));
}

/// GET: a page of deliveries, the newest first.
task<server_response> list_deliveries(const admin_deps& deps, api_call call)
{
    auto filter = filter_of(call.asked, deps.clock.now());
    if (!filter)
        co_return filter.error();
    auto look = [&filter](store& db) {
        return page_of(*filter, [&db](const list_filter& which) { return db.deliveries(which); });
    };
    const page<delivery_record> read = co_await deps.store.run(look);
    std::vector<std::string> rows;
    rows.reserve(read.rows.size());
    for (const delivery_record& delivery : read.rows)
        rows.push_back(json::serialize(delivery_object(delivery)));
    std::optional<std::int64_t> next;
    if (read.has_more)
        // The cursor is the last row shown; the next page begins after it, however many rows are added meanwhile.
        next = read.rows.back().id;
    co_return json_response(list_document("deliveries", rows, next));
}

/// GET: one delivery with its attempts.
task<server_response> show_delivery(const admin_deps& deps, api_call call)
{
    const auto id = positive_number(call.names.front());
    if (!id)
        co_return no_such_delivery(call.names.front());
    auto look = [&id](store& db) { return db.find_delivery(*id); };
    const std::optional<delivery_history> found = co_await deps.store.run(look);
    if (!found)
        co_return no_such_delivery(call.names.front());
    co_return json_response(json::serialize(delivery_object(*found)) + "\n");
}

/// What came of sending a delivery again.
struct redelivery {
    redeliver_result outcome = redeliver_result::unknown;
    std::optional<delivery_history> found;
};

/// Returns the state of the delivery's subscriber, because a disabled one is not sent anything yet.
std::string_view state_of_subscriber(const admin_deps& deps, const std::string& name)
{
    const auto& subscribers = deps.config.subscribers;
    const auto found = std::ranges::find(subscribers, name, &subscriber_config::name);
    if (found == subscribers.end())
        return "removed";
    return state_of(*found, deps.sending.look(name).health, deps.clock.now());
}

/// POST: makes a delivery due again.  One that is due already stays as it is, which is not an error.
task<server_response> redeliver(const admin_deps& deps, api_call call)
{
    const auto id = positive_number(call.names.front());
    if (!id)
        co_return no_such_delivery(call.names.front());
    auto ask = [&deps, &id](store& db) {
        redelivery again;
        again.outcome = db.redeliver(std::span(&*id, 1), deps.clock.now()).front();
        // Read in the same step on the store's thread, so that the answer describes what was changed.
        again.found = db.find_delivery(*id);
        return again;
    };
    const redelivery again = co_await deps.store.run(ask);
    if (!again.found)
        co_return no_such_delivery(call.names.front());
    const std::string& subscriber = again.found->delivery.subscriber;
    if (again.outcome == redeliver_result::unknown)
        co_return problem(
            409, "subscriber_removed",
            "the subscriber of this delivery is no longer in the configuration; add it again and "
            "restart the daemon");
    // The dispatcher does not look at the store by itself until the next delivery is due.
    deps.sending.wake();
    const bool is_new = again.outcome == redeliver_result::due;
    if (is_new)
        deps.log.info("delivery queued again manually",
                      {{"delivery", std::to_string(*id)}, {"subscriber", subscriber}, {"by", call.caller}});
    const json::object document{{"delivery", *id},
                                {"outcome", is_new ? "due" : "due_already"},
                                {"subscriber", json_text(subscriber)},
                                {"subscriber_state", json_text(state_of_subscriber(deps, subscriber))}};
    co_return json_response(json::serialize(document) + "\n");
}

/// The parameters of the list; parameters.hpp says what they mean.
constexpr std::string_view list_parameters[] = {"account", "marketplace", "subscriber", "state",
                                                "since",   "limit",       "cursor"};

constexpr route table[] = {
    {"GET", "/api/v1/deliveries", list_parameters, list_deliveries},
    {"GET", "/api/v1/deliveries/{}", {}, show_delivery},
    {"POST", "/api/v1/deliveries/{}/redeliver", {}, redeliver},
};

}  // namespace

std::span<const route> delivery_routes()
{
    return table;
}

}  // namespace defectd
