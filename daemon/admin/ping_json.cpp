#include "ping_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "json_values.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

json::value span_or_null(const std::optional<duration>& span)
{
    return span ? json::value(span->count()) : json::value(nullptr);
}

void add_times(json::object& object, const post_timings& timings, const attempt_times& whole)
{
    object["dns_ms"] = span_or_null(timings.dns);
    object["connect_ms"] = span_or_null(timings.connect);
    object["tls_ms"] = span_or_null(timings.tls);
    object["first_byte_ms"] = span_or_null(timings.first_byte);
    object["total_ms"] = (whole.ended_at - whole.started_at).count();
}

}  // namespace

std::string ping_json(const std::string& subscriber, const ping_result& ping)
{
    const auto* const response = std::get_if<post_response>(&ping.outcome);
    const auto* const failure = std::get_if<post_failure>(&ping.outcome);
    json::object object;
    object["subscriber"] = json_text(subscriber);
    object["event_id"] = json_text(ping.event_id);
    object["outcome"] = ping.verdict.meaning == answer_meaning::delivered ? "delivered" : "failed";
    object["status"] = json_number_or_null(ping.verdict.status);
    object["failure"] = json_text_or_null(ping.verdict.failure);
    object["what"] = failure != nullptr ? json_text_or_null(failure->what) : json::value(nullptr);
    const auto timings = std::visit([](const auto& end) { return end.timings; }, ping.outcome);
    add_times(object, timings, ping.times);
    object["certificate_expires_at"] =
        json_time_or_null(response != nullptr ? response->certificate_expires_at : std::nullopt);
    object["body_head"] =
        response != nullptr ? json_text_or_null(escaped_text(response->body_head)) : json::value(nullptr);
    return json::serialize(object) + "\n";
}

}  // namespace defectd
