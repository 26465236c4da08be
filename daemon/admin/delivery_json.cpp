#include "delivery_json.hpp"

#include <boost/json/array.hpp>

#include "json_values.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

json::object attempt_object(const attempt_entry& attempt)
{
    json::object object;
    object["number"] = attempt.number;
    object["started_at"] = json_time_or_null(attempt.started_at);
    object["ended_at"] = json_time_or_null(attempt.ended_at);
    object["duration_ms"] = (attempt.ended_at - attempt.started_at).count();
    object["status"] = json_number_or_null(attempt.status);
    object["failure"] = json_text_or_null(attempt.failure);
    object["message"] = json_text_or_null(attempt.message);
    return object;
}

}  // namespace

json::object delivery_object(const delivery_record& delivery)
{
    json::object object;
    object["id"] = delivery.id;
    object["subscriber"] = json_text(delivery.subscriber);
    object["state"] = json_text(name_of(delivery.state));
    object["event_id"] = json_text(delivery.event_id);
    object["event_type"] = json_text(delivery.event_type);
    object["event_at"] = json_time_or_null(delivery.event_at);
    object["account"] = json_text_or_null(delivery.account.value_or(""));
    object["marketplace_id"] = json_text_or_null(delivery.marketplace_id.value_or(""));
    object["attempt_count"] = delivery.attempts;
    object["due_at"] = json_time_or_null(delivery.due_at);
    object["finished_at"] = json_time_or_null(delivery.finished_at);
    object["last_status"] = json_number_or_null(delivery.last_status);
    object["last_failure"] = json_text_or_null(delivery.last_failure);
    return object;
}

json::object delivery_object(const delivery_history& history)
{
    json::object object = delivery_object(history.delivery);
    json::array list;
    for (const attempt_entry& attempt : history.attempts)
        list.push_back(attempt_object(attempt));
    object["attempts"] = std::move(list);
    return object;
}

}  // namespace defectd
