// Messages about deliveries and subscribers, and about event types that are unknown to this version.
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "message.hpp"
#include "plain_text.hpp"
#include "words.hpp"

namespace defectd::payloads {
namespace {

/// Returns the number as a text; empty when it is not known.
std::string number_text(const event_facts& facts, std::string_view pointer)
{
    const std::optional<std::int64_t> number = facts.count(pointer);
    return number ? fmt::to_string(*number) : std::string();
}

/// Returns a text, a whole number, or yes or no; empty for lists and objects, which people cannot read.
std::string scalar_text(const boost::json::value& value)
{
    if (value.is_string())
        return one_line(value.get_string());
    if (value.is_int64())
        return fmt::to_string(value.get_int64());
    if (value.is_bool())
        return value.get_bool() ? "yes" : "no";
    return {};
}

}  // namespace

message describe_subscriber(const event_facts& facts)
{
    const std::string subscriber = facts.text("/subscriber");
    const std::string reason = facts.text("/reason");
    message msg;
    msg.level = severity::error;
    msg.title = "Subscriber " + subscriber + " is disabled";
    msg.advice = "Its events are queued. When its receiver works again, run: defectd enable " + subscriber;
    msg.line = msg.title + (reason.empty() ? "" : ": " + reason);
    add_fact(msg, "Subscriber", subscriber);
    add_fact(msg, "Reason", reason);
    const std::string since = facts.text("/since");
    add_fact(msg, "Failing since", since.empty() ? since : minute_of(since));
    add_field(msg, "subscriber", subscriber);
    add_field(msg, "reason", reason);
    return msg;
}

message describe_exhausted(const event_facts& facts)
{
    const std::string subscriber = facts.text("/subscriber");
    const std::string delivery = number_text(facts, "/delivery");
    message msg;
    msg.level = severity::error;
    msg.title = "Subscriber " + subscriber + " did not receive an event";
    msg.advice = "All retries failed. When its receiver works again, run: defectd redeliver " + delivery;
    msg.line = msg.title + ", delivery " + delivery;
    add_fact(msg, "Subscriber", subscriber);
    add_fact(msg, "Delivery", delivery);
    add_fact(msg, "Event", facts.text("/event/type"));
    add_fact(msg, "Attempts", number_text(facts, "/attempts"));
    add_fact(msg, "Last response", number_text(facts, "/last_status"));
    add_field(msg, "subscriber", subscriber);
    add_field(msg, "delivery", delivery);
    add_field(msg, "attempts", number_text(facts, "/attempts"));
    add_field(msg, "last_status", number_text(facts, "/last_status"));
    return msg;
}

message describe_ping(const event_facts& facts)
{
    message msg;
    msg.title = "Test message from defectd";
    msg.advice = "This receiver works. Nothing to do.";
    msg.line = msg.title;
    add_fact(msg, "Subscriber", facts.text("/subscriber"));
    return msg;
}

/// A newer version may have stored such an event.  Its type and its plain members are better than nothing.
message describe_unknown(const event_facts& facts)
{
    message msg;
    msg.title = one_line(facts.of().type);
    msg.advice = account_text(facts);
    msg.line = msg.advice.empty() ? msg.title : msg.title + ", " + msg.advice;
    if (const boost::json::object* const members = facts.data().if_object())
        for (const auto& member : *members)
            add_fact(msg, one_line(member.key()), scalar_text(member.value()));
    return msg;
}

}  // namespace defectd::payloads
