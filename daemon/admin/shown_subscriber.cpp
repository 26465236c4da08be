#include "shown_subscriber.hpp"

#include <algorithm>

#include "json_values.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// Returns why the subscriber is disabled; null when it is not.
json::value reason_of(const shown_subscriber& shown)
{
    if (shown.view.health.disabled)
        return json_text(name_of(shown.view.health.disabled->why));
    return shown.config.enabled ? json::value(nullptr) : json_text("configuration");
}

/// Returns since when; nullopt also when it is disabled by the configuration, which has no time.
std::optional<timestamp> disabled_since(const subscriber_health& health)
{
    return health.disabled ? std::optional(health.disabled->since) : std::nullopt;
}

/// True while a Retry-After holds all attempts to the subscriber.
bool is_held(const subscriber_health& health, timestamp now) noexcept
{
    return health.held_until && *health.held_until > now;
}

}  // namespace

std::vector<shown_subscriber> shown_subscribers(const configuration& config, const store_overview& overview,
                                                const dispatcher& sending)
{
    std::vector<shown_subscriber> shown;
    for (const subscriber_config& subscriber : config.subscribers) {
        // A subscriber that was added since has no rows in the store yet.
        const auto known =
            std::ranges::find(overview.subscribers, subscriber.name, &subscriber_overview::name);
        shown.push_back({.config = subscriber,
                         .counts = known == overview.subscribers.end() ? subscriber_overview{} : *known,
                         .view = sending.look(subscriber.name)});
    }
    return shown;
}

std::string_view state_of(const subscriber_config& config, const subscriber_health& health,
                          timestamp now) noexcept
{
    // From the most to the least restrictive, so that the state explains why nothing is sent.
    if (!config.enabled || health.disabled)
        return "disabled";
    if (health.is_paused)
        return "paused";
    if (is_held(health, now))
        return "held";
    return health.failing_since ? "failing" : "enabled";
}

json::object subscriber_object(const shown_subscriber& shown, timestamp now)
{
    const subscriber_health& health = shown.view.health;
    json::object object;
    object["name"] = json_text(shown.config.name);
    object["format"] = json_text(name_of(shown.config.payload.format));
    object["host"] = json_text(shown.config.url.host);
    object["enabled"] = shown.config.enabled;
    object["state"] = json_text(state_of(shown.config, health, now));
    object["disabled_reason"] = reason_of(shown);
    object["disabled_since"] = json_time_or_null(disabled_since(health));
    object["failing_since"] = json_time_or_null(health.failing_since);
    object["held_until"] = json_time_or_null(is_held(health, now) ? health.held_until : std::nullopt);
    object["concurrency"] = shown.view.concurrency;
    object["in_flight"] = shown.counts.in_flight;
    object["due"] = shown.counts.due;
    object["scheduled"] = shown.counts.scheduled;
    object["delivered"] = shown.counts.delivered;
    object["exhausted"] = shown.counts.exhausted;
    object["oldest_due_at"] = json_time_or_null(shown.counts.oldest_due_at);
    object["last_failure"] = json_text_or_null(shown.view.last_failure);
    object["certificate_expires_at"] = json_time_or_null(shown.view.certificate_expires_at);
    return object;
}

}  // namespace defectd
