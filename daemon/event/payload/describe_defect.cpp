#include <fmt/format.h>

#include "defectd/event/event.hpp"
#include "message.hpp"
#include "site.hpp"
#include "words.hpp"

namespace defectd::payloads {
namespace {

/// The members of a defect event that several texts need.
struct defect_words {
    std::string_view event;
    std::string type;
    std::string noun;
    std::string order;
    std::string fulfillment;
    std::string due;  ///< to the minute; empty when nothing is due
};

defect_words words_of(const event_facts& facts)
{
    const std::string type = facts.text("/defect_type");
    return {.event = facts.of().type,
            .type = type,
            .noun = defect_noun(type),
            .order = facts.text("/order_id"),
            .fulfillment = facts.text("/fulfillment"),
            .due = minute_of(facts.text("/deadlines/0/due"))};
}

bool is_closed(std::string_view event)
{
    return event == event_type::defect_cleared || event == event_type::defect_expired;
}

/// Returns the title; a defect that returned has an episode above 1.
std::string title_of(const defect_words& words, std::int64_t episode)
{
    const std::string on_order = words.noun + " on order " + words.order;
    if (words.event == event_type::defect_updated)
        return "Changed: " + on_order;
    if (words.event == event_type::defect_cleared)
        return "Cleared: " + on_order;
    if (words.event == event_type::defect_expired)
        return "No longer counted: " + on_order;
    return (episode > 1 ? "Back again: " : "New ") + on_order;
}

/// Returns what the seller can still do, with {due} in place of the deadline.  Source: Seller Central help
/// G202041210, G202145040, 20231 and 201101660.
std::string duty_of(const defect_words& words)
{
    if (words.type == "a_to_z_claim")
        return "Answer the claim in Seller Central by {due} at the latest; if unanswered, it is "
               "granted to the buyer and counts against your ODR.";
    if (words.type == "chargeback")
        return "Answer the chargeback in Seller Central by {due} at the latest, with proof of delivery or a refund.";
    if (words.type == "negative_feedback" && words.fulfillment == "AFN")
        return "No response required. If the feedback is about the delivery, ask Amazon to strike "
               "it through: Amazon shipped this order.";
    if (words.type == "negative_feedback")
        return "No response required. Resolve the issue with the buyer, who can remove the "
               "feedback, or ask Amazon to remove feedback that violates its policies.";
    return "Check the order in Seller Central.";
}

/// Returns the advice with its deadline filled in.  A defect that ended needs no action.
std::string advice_of(const defect_words& words)
{
    if (words.event == event_type::defect_cleared)
        return "The report no longer lists it: removed, withdrawn or decided in your favour. Nothing to do.";
    if (words.event == event_type::defect_expired)
        return "The order is too old to count in the order defect rate. Nothing to do.";
    std::string advice = duty_of(words);
    constexpr std::string_view slot = "{due}";
    if (const std::size_t at = advice.find(slot); at != std::string::npos)
        advice.replace(at, slot.size(), words.due.empty() ? "its deadline" : words.due);
    return advice;
}

severity level_of(const defect_words& words)
{
    if (is_closed(words.event))
        return severity::good;
    return words.due.empty() ? severity::warning : severity::error;  // a deadline runs
}

/// Returns the values before the update, such as "value X, fulfillment MFN".
std::string was(const event_facts& facts)
{
    std::string text;
    const auto add = [&](std::string_view label, std::string_view pointer) {
        const std::string before = facts.text(pointer);
        if (!before.empty())
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", label, before);
    };
    add("value", "/previous/value");
    add("order date", "/previous/order_date");
    add("fulfillment", "/previous/fulfillment");
    return text;
}

/// Returns the other defects on the order, separated by commas.
std::string others(const event_facts& facts)
{
    std::string text;
    for (int i = 0; i < static_cast<int>(defect_type_count); ++i) {
        const std::string other = facts.text(fmt::format("/other_defects_on_order/{}", i));
        if (!other.empty())
            text += (text.empty() ? "" : ", ") + defect_noun(other);
    }
    return text;
}

/// Returns the cell of the report; empty for an X, with which most reports only mark a defect.
std::string shown_value(const event_facts& facts)
{
    std::string value = facts.text("/value");
    return value == "X" ? std::string() : value;
}

/// The most urgent facts come first: a chat shows at most max_facts of them.
void add_facts(message& msg, const event_facts& facts, const defect_words& words)
{
    if (!is_closed(words.event))
        add_fact(msg, "Answer by", words.due);
    add_fact(msg, "Order", words.order);
    add_fact(msg, "Account", account_text(facts));
    add_fact(msg, "Order defect rate", rate_text(facts));
    add_fact(msg, "Previously", was(facts));
    add_fact(msg, "Report value", shown_value(facts));
    add_fact(msg, "Order date", facts.text("/order_date"));
    add_fact(msg, "Shipped by", shipper(words.fulfillment));
    add_fact(msg, "Other defects on this order", others(facts));
    if (!is_closed(words.event))
        add_fact(msg, "Stops counting on", facts.text("/leaves_window_on"));
}

/// Every defect event has the same fields, so that one wording serves all of them.
void add_fields(message& msg, const event_facts& facts, const defect_words& words)
{
    add_scope_fields(msg, facts);
    add_field(msg, "order_id", words.order);
    add_field(msg, "order_date", facts.text("/order_date"));
    add_field(msg, "defect", words.noun);
    add_field(msg, "defect_type", words.type);
    add_field(msg, "value", facts.text("/value"));
    add_field(msg, "fulfillment", words.fulfillment);
    add_field(msg, "episode", fmt::to_string(facts.count("/episode").value_or(1)));
    add_field(msg, "due", words.due);
    add_field(msg, "leaves_window_on", facts.text("/leaves_window_on"));
    add_rate_fields(msg, facts);
}

/// Returns the message as one line, for a digest and a summary.
std::string line_of(const message& msg, const event_facts& facts, const defect_words& words)
{
    std::string line = msg.title;
    if (const std::string account = account_text(facts); !account.empty())
        line += ", " + account;
    if (!words.due.empty() && !is_closed(words.event))
        line += ": answer by " + words.due;
    return line;
}

}  // namespace

message describe_defect(const event_facts& facts)
{
    const defect_words words = words_of(facts);
    message msg;
    msg.level = level_of(words);
    msg.title = title_of(words, facts.count("/episode").value_or(1));
    msg.advice = advice_of(words);
    msg.line = line_of(msg, facts, words);
    msg.where = {"Open order in Seller Central", order_url(facts.text("/marketplace_id"), words.order)};
    add_facts(msg, facts, words);
    add_fields(msg, facts, words);
    return msg;
}

}  // namespace defectd::payloads
