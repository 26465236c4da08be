// Events about deliveries and subscribers.  They have no account, and so pass every filter by account.
#include <fmt/format.h>

#include "body.hpp"
#include "json.hpp"

namespace defectd {
namespace {

/// Returns an event without account, marketplace, channel and type of defect.
event make_event(std::string_view type, std::string id, timestamp now, std::string_view data_json)
{
    event ev;
    ev.id = std::move(id);
    ev.type = type;
    ev.at = now;
    ev.body = body_of(type, now, data_json);
    return ev;
}

}  // namespace

bool is_about_sending(std::string_view type) noexcept
{
    return type.starts_with("delivery.") || type.starts_with("subscriber.") || type.starts_with("webhook.");
}

event make_subscriber_event(const subscriber_problem& problem)
{
    const std::string_view type = event_type::subscriber_disabled;
    std::string id = event_id({type, problem.subscriber, fmt::to_string(problem.sequence)});
    return make_event(type, std::move(id), problem.now,
                      json_object()
                          .string("subscriber", problem.subscriber)
                          .string("reason", problem.reason)
                          .string("since", to_rfc3339(problem.since))
                          .text());
}

event make_delivery_event(const delivery_problem& problem)
{
    const std::string_view type = event_type::delivery_exhausted;
    // A delivery can be exhausted again after it was redelivered; resend_count tells these events apart.
    std::string id = event_id({type, fmt::to_string(problem.delivery), fmt::to_string(problem.resend_count)});
    json_object about;
    about.number("delivery", static_cast<std::uint64_t>(problem.delivery))
        .value("event",
               json_object().string("id", problem.event_id).string("type", problem.event_type).text())
        .string("subscriber", problem.subscriber)
        .number("attempts", static_cast<std::uint64_t>(problem.attempts));
    if (problem.last_status == 0)
        about.null("last_status");
    else
        about.number("last_status", static_cast<std::uint64_t>(problem.last_status));
    return make_event(type, std::move(id), problem.now, about.text());
}

event make_ping_event(const std::string& subscriber, std::string_view nonce, timestamp now)
{
    const std::string_view type = event_type::webhook_ping;
    // The nonce keeps two pings within a millisecond apart.
    std::string id = event_id({type, subscriber, to_rfc3339(now), nonce});
    return make_event(type, std::move(id), now, json_object().string("subscriber", subscriber).text());
}

}  // namespace defectd
