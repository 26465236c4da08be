#include "payload/message.hpp"

#include <algorithm>
#include <array>

#include "defectd/event/event.hpp"
#include "payload/words.hpp"

namespace defectd::payloads {
namespace {

struct describer {
    std::string_view type;
    message (*describe)(const event_facts&);
};

constexpr std::array describers{
    describer{event_type::defect_created, describe_defect},
    describer{event_type::defect_updated, describe_defect},
    describer{event_type::defect_cleared, describe_defect},
    describer{event_type::defect_expired, describe_defect},
    describer{event_type::baseline_recorded, describe_baseline},
    describer{event_type::collection_failed, describe_collection},
    describer{event_type::collection_recovered, describe_collection},
    describer{event_type::collection_quarantined, describe_collection},
    describer{event_type::collection_stale, describe_collection},
    describer{event_type::odr_threshold_crossed, describe_odr},
    describer{event_type::subscriber_disabled, describe_subscriber},
    describer{event_type::delivery_exhausted, describe_exhausted},
    describer{event_type::webhook_ping, describe_ping},
};

constexpr std::array<std::string_view, 32> field_names{
    // of every event
    "title", "line", "type", "time", "severity", "link",
    // of an account and marketplace
    "account", "marketplace", "marketplace_id", "source",
    // of a defect
    "order_id", "order_date", "defect", "defect_type", "value", "fulfillment", "episode", "due",
    "leaves_window_on",
    // of a defect or a rate
    "rate", "target", "orders", "orders_with_defects", "threshold", "direction",
    // of a collection
    "reason", "message", "file",
    // of a subscriber or a delivery
    "subscriber", "delivery", "attempts", "last_status"};

/// Returns the words for the event; those of an unknown event for a type that is not in the table.
message describe(const event_facts& facts)
{
    const auto* const found = std::find_if(describers.begin(), describers.end(), [&](const describer& each) {
        return each.type == facts.of().type;
    });
    return found == describers.end() ? describe_unknown(facts) : found->describe(facts);
}

/// Adds what every message has.  Called last, because the fields repeat title and line.
void add_common(message& msg, const event_facts& facts)
{
    const std::string source = facts.text("/source");
    const std::string minute = minute_of(facts.of().at);
    msg.account = account_text(facts);
    msg.origin = source.empty() ? minute : source + ", " + minute;
    add_field(msg, "title", msg.title);
    add_field(msg, "line", msg.line);
    add_field(msg, "type", std::string(facts.of().type));
    add_field(msg, "time", minute);
    add_field(msg, "severity", std::string(name_of(msg.level)));
    add_field(msg, "link", msg.where.url);
}

}  // namespace

std::string_view name_of(severity level) noexcept
{
    switch (level) {
    case severity::good: return "good";
    case severity::notice: return "notice";
    case severity::warning: return "warning";
    case severity::error: return "error";
    case severity::critical: break;
    }
    return "critical";
}

message message_of(const stored_event& ev)
{
    const event_facts facts(ev);
    message made = describe(facts);
    // Receivers reject a message with a longer URL.  A URL of Seller Central is far shorter.
    constexpr std::size_t max_url_length = 600;
    if (made.where.url.empty() || made.where.url.size() > max_url_length)
        made.where = {};
    add_common(made, facts);
    return made;
}

std::span<const std::string_view> wording_fields() noexcept
{
    return field_names;
}

}  // namespace defectd::payloads
