#include "payload/words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "payload/site.hpp"

namespace defectd::payloads {

std::string defect_noun(std::string_view defect_type)
{
    if (defect_type == "a_to_z_claim")
        return "A-to-z claim";
    if (defect_type == "negative_feedback")
        return "negative feedback";
    return std::string(defect_type.empty() ? "defect" : defect_type);  // "chargeback" is a noun already
}

std::string shipper(std::string_view fulfillment)
{
    if (fulfillment == "MFN")
        return "seller";
    if (fulfillment == "AFN")
        return "Amazon";
    return std::string(fulfillment);
}

std::string minute_of(timestamp at)
{
    std::string text = to_rfc3339(at);  // 2026-11-23T11:00:00.123Z
    constexpr std::size_t minutes_end = 16;
    text.resize(minutes_end);
    text[text.find('T')] = ' ';
    return text + " UTC";
}

std::string minute_of(std::string_view rfc3339)
{
    const std::optional<timestamp> at = parse_rfc3339(rfc3339);
    return at ? minute_of(*at) : std::string(rfc3339);
}

std::string percent(double share)
{
    constexpr double steps = 1e5;       // thousandths of a percent
    constexpr double tolerance = 1e-6;  // 0.00857 is a little less in binary
    // Rounded down: a rate must not appear to be over a limit that it has not reached.
    std::string text = fmt::format("{:.3f}", std::floor(share * steps + tolerance) / 1e3);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text + " %";
}

std::string rate_text(const event_facts& facts)
{
    const std::optional<double> rate = facts.number("/odr/rate");
    if (!rate)
        return {};
    std::string text = percent(*rate);
    if (const std::optional<double> target = facts.number("/odr/target"))
        text += ", limit " + percent(*target);
    const std::optional<std::int64_t> with = facts.count("/odr/orders_with_defects");
    const std::optional<std::int64_t> all = facts.count("/odr/orders");
    if (with && all)
        text += fmt::format(" ({} of {} orders)", *with, *all);
    return text;
}

std::string account_text(const event_facts& facts)
{
    const std::string account = facts.text("/account");
    const std::string country = country_of(facts.text("/marketplace_id"));
    if (account.empty() || country.empty())
        return account + country;
    return account + " (" + country + ')';
}

void add_fact(message& msg, std::string_view label, std::string value)
{
    // A fact that is not known is left out; more than max_facts would exceed Slack's limit.
    if (!label.empty() && !value.empty() && msg.facts.size() < max_facts)
        msg.facts.push_back({std::string(label), std::move(value)});
}

void add_field(message& msg, std::string_view name, std::string value)
{
    // A field that is not known is a dash, so that the operator's sentence shows the gap.
    msg.fields.push_back({name, value.empty() ? "-" : std::move(value)});
}

void add_scope_fields(message& msg, const event_facts& facts)
{
    const std::string marketplace_id = facts.text("/marketplace_id");
    add_field(msg, "account", facts.text("/account"));
    add_field(msg, "marketplace", country_of(marketplace_id));
    add_field(msg, "marketplace_id", marketplace_id);
    add_field(msg, "source", facts.text("/source"));
}

void add_rate_fields(message& msg, const event_facts& facts)
{
    const auto share = [&](std::string_view pointer) {
        const std::optional<double> known = facts.number(pointer);
        return known ? percent(*known) : std::string();
    };
    const auto number = [&](std::string_view pointer) {
        const std::optional<std::int64_t> known = facts.count(pointer);
        return known ? fmt::to_string(*known) : std::string();
    };
    add_field(msg, "rate", share("/odr/rate"));
    add_field(msg, "target", share("/odr/target"));
    add_field(msg, "orders", number("/odr/orders"));
    add_field(msg, "orders_with_defects", number("/odr/orders_with_defects"));
}

}  // namespace defectd::payloads
