#include "delivery_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "json_values.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// One attempt: it has either a status or a failure.
json::object attempt_object(const attempt_entry& attempt)
{
    json::object object;
    object["number"] = attempt.number;
    object["started_at"] = json_time_or_null(attempt.started_at);
    object["ended_at"] = json_time_or_null(attempt.ended_at);
    object["duration_ms"] = (attempt.ended_at - attempt.started_at).count();
    object["status"] = json_number_or_null(attempt.status);
    object["failure"] = json_text_or_null(attempt.failure);
    object["message"] = json_text_or_null(attempt.message_id);
    return object;
}

namespace json = boost::json;

/// Returns whole milliseconds.
json::value span_or_null(const std::optional<duration>& span)
{
    return span ? json::value(span->count()) : json::value(nullptr);
}

/// Adds how long each part took.  On a connection of the pool there was no look-up and no handshake: those are null.
void add_times(json::object& object, const post_timings& timings, const attempt_times& whole)
{
    object["dns_ms"] = span_or_null(timings.dns);
    object["connect_ms"] = span_or_null(timings.connect);
    object["tls_ms"] = span_or_null(timings.tls);
    object["first_byte_ms"] = span_or_null(timings.first_byte);
    object["total_ms"] = (whole.ended_at - whole.started_at).count();
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

std::string ping_json(const std::string& subscriber, const ping_result& ping)
{
    const auto* const response = std::get_if<post_response>(&ping.outcome);
    const auto* const failure = std::get_if<post_failure>(&ping.outcome);
    json::object object;
    object["subscriber"] = json_text(subscriber);
    object["event_id"] = json_text(ping.event_id);
    object["outcome"] = ping.result.meaning == answer_meaning::delivered ? "delivered" : "failed";
    object["status"] = json_number_or_null(ping.result.status);
    object["failure"] = json_text_or_null(ping.result.failure);
    object["what"] = failure != nullptr ? json_text_or_null(failure->what) : json::value(nullptr);
    const auto timings = std::visit([](const auto& end) { return end.timings; }, ping.outcome);
    add_times(object, timings, ping.times);
    object["certificate_expires_at"] =
        json_time_or_null(response != nullptr ? response->certificate_expires_at : std::nullopt);
    // The receiver has written the body; it is escaped, because a terminal would obey control characters.
    object["body_head"] =
        response != nullptr ? json_text_or_null(escaped_text(response->body_head)) : json::value(nullptr);
    return json::serialize(object) + "\n";
}

}  // namespace defectd
