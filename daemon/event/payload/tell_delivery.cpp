// Messages about deliveries and subscribers, and about events this version has no words for.
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "payload/message.hpp"
#include "payload/plain_text.hpp"
#include "payload/words.hpp"

namespace defectd::payloads {
namespace {

std::string number_text(const event_facts& facts, std::string_view pointer)
{
    const std::optional<std::int64_t> number = facts.count(pointer);
    return number ? fmt::to_string(*number) : std::string();
}

/// A text or a whole number; lists and objects are for programs.
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

message tell_subscriber(const event_facts& facts)
{
    const std::string subscriber = facts.text("/subscriber");
    const std::string reason = facts.text("/reason");
    message told;
    told.level = severity::error;
    told.title = "Subscriber " + subscriber + " is switched off";
    told.advice = "Its events are kept. When its receiver works again: defectd enable " + subscriber;
    told.line = told.title + (reason.empty() ? "" : ": " + reason);
    add_fact(told, "Subscriber", subscriber);
    add_fact(told, "Reason", reason);
    const std::string since = facts.text("/since");
    add_fact(told, "Failing since", since.empty() ? since : minute_of(since));
    add_field(told, "subscriber", subscriber);
    add_field(told, "reason", reason);
    return told;
}

message tell_exhausted(const event_facts& facts)
{
    const std::string subscriber = facts.text("/subscriber");
    const std::string delivery = number_text(facts, "/delivery");
    message told;
    told.level = severity::error;
    told.title = "Subscriber " + subscriber + " did not get an event";
    told.advice =
        "Every retry failed and no more will come. When its receiver works again: defectd redeliver " +
        delivery;
    told.line = told.title + ", delivery " + delivery;
    add_fact(told, "Subscriber", subscriber);
    add_fact(told, "Delivery", delivery);
    add_fact(told, "Event", facts.text("/event/type"));
    add_fact(told, "Attempts", number_text(facts, "/attempts"));
    add_fact(told, "Last answer", number_text(facts, "/last_status"));
    add_field(told, "subscriber", subscriber);
    add_field(told, "delivery", delivery);
    add_field(told, "attempts", number_text(facts, "/attempts"));
    add_field(told, "last_status", number_text(facts, "/last_status"));
    return told;
}

message tell_ping(const event_facts& facts)
{
    message told;
    told.title = "Test message from defectd";
    told.advice = "This receiver works. Nothing happened and nothing is to be done.";
    told.line = told.title;
    add_fact(told, "Subscriber", facts.text("/subscriber"));
    return told;
}

message tell_unknown(const event_facts& facts)
{
    message told;
    told.title = one_line(facts.of().type);
    told.advice = account_text(facts);
    told.line = told.advice.empty() ? told.title : told.title + ", " + told.advice;
    if (const boost::json::object* const members = facts.data().if_object())
        for (const auto& member : *members)
            add_fact(told, one_line(member.key()), scalar_text(member.value()));
    return told;
}

}  // namespace defectd::payloads
