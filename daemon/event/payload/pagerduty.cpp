// PagerDuty Events API v2: one alert per defect, which its events open and close.
#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"
#include "defectd/event/event.hpp"
#include "json.hpp"
#include "payload/facts.hpp"
#include "payload/formats.hpp"
#include "payload/message.hpp"
#include "payload/plain_text.hpp"
#include "payload/site.hpp"

namespace defectd::payloads {
namespace {

constexpr std::size_t max_summary_length = 1'024;
constexpr std::size_t max_key_length = 255;
constexpr std::size_t max_source_length = 255;

/// Returns PagerDuty's word for the urgency.
std::string_view severity_word(severity level)
{
    switch (level) {
    case severity::warning: return "warning";
    case severity::error: return "error";
    case severity::critical: return "critical";
    case severity::good:
    case severity::notice: break;
    }
    return "info";
}

/// Returns the subject of the alert: the same for the event that opens it and the one that closes it.  Each part is
/// percent-encoded, so that a slash in a name cannot make two subjects equal.
std::string key_text(const event_facts& facts)
{
    const std::string_view type = facts.of().type;
    std::string key = "defectd";
    const auto add = [&](std::string_view part) { key += '/' + percent_encoded(part); };
    const auto add_member = [&](std::string_view pointer) { add(facts.text(pointer)); };
    if (type.starts_with("defect.")) {
        for (const char* pointer : {"/account", "/marketplace_id", "/order_id", "/defect_type"})
            add_member(pointer);
        return key;
    }
    const std::string_view topic = type.substr(0, type.find('.'));
    add(topic == "collection" || topic == "odr" ? topic : type);
    for (const char* pointer : {"/account", "/marketplace_id", "/fulfillment", "/threshold", "/subscriber"})
        add_member(pointer);
    return key;
}

/// Returns the key; a hash of it where it exceeds PagerDuty's limit.
std::string dedup_key(const event_facts& facts)
{
    std::string key = key_text(facts);
    return key.size() <= max_key_length ? key : "defectd/" + to_hex(sha256_of(key));
}

std::string alert(const message& msg, const event_facts& facts)
{
    const std::string source = cut(facts.text("/source"), max_source_length);
    json_object made;
    made.string("summary", cut(msg.line, max_summary_length))
        .string("source", source.empty() ? "defectd" : source)
        .string("severity", severity_word(msg.level))
        .string("timestamp", to_rfc3339(facts.of().at))
        .string("class", facts.of().type);
    if (!msg.account.empty())
        made.string("group", cut(msg.account, max_source_length));
    // The standard `data` goes along, so that rules in PagerDuty can use every member.
    if (facts.data().is_object())
        made.value("custom_details", data_of(facts.of().body));
    return made.text();
}

std::string links(const place& where)
{
    return '[' + json_object().string("href", where.url).string("text", where.text).text() + ']';
}

}  // namespace

payload make_pagerduty(const payload_rules& rules, const stored_event& ev)
{
    const event_facts facts(ev);
    const message words = message_of(ev);
    // A ping is sent as `resolve`: it tests the routing key and opens no alert that someone would have to close.
    const bool over = words.level == severity::good || ev.type == event_type::webhook_ping;
    json_object call;
    call.string("routing_key", rules.routing_key.reveal())
        .string("event_action", over ? "resolve" : "trigger")
        .string("dedup_key", dedup_key(facts));
    if (!over) {
        call.string("client", "defectd").value("payload", alert(words, facts));
        if (!words.where.url.empty())
            call.value("links", links(words.where));
    }
    return {.content_type = "application/json", .headers = {}, .body = call.text()};
}

}  // namespace defectd::payloads
