// CloudEvents 1.0: the JSON format in structured mode, the HTTP binding in binary mode.
#include <fmt/format.h>

#include "defectd/base/encoding.hpp"
#include "json.hpp"
#include "payload/facts.hpp"
#include "payload/formats.hpp"
#include "payload/plain_text.hpp"
#include "payload/site.hpp"

namespace defectd::payloads {
namespace {

// An attribute is a header in binary mode, and receivers reject long headers.
constexpr std::size_t max_subject_length = 200;

struct attribute {
    std::string_view name;
    std::string value;
};

/// Returns "/defectd/accounts/acme/marketplaces/ATVPDKIKX0DER", without the parts that the event lacks.
std::string source_of(const event_facts& facts)
{
    std::string source = "/defectd";
    if (const std::string account = facts.text("/account"); !account.empty())
        source += "/accounts/" + percent_encoded(account);
    if (const std::string id = facts.text("/marketplace_id"); !id.empty())
        source += "/marketplaces/" + percent_encoded(id);
    return source;
}

/// Returns the attributes that both modes have.  `datacontenttype` is the Content-Type in binary mode.
std::vector<attribute> attributes_of(const stored_event& ev)
{
    const event_facts facts(ev);
    std::vector<attribute> attributes{{"specversion", "1.0"},
                                      {"id", std::string(ev.id)},
                                      {"source", source_of(facts)},
                                      {"type", std::string(ev.type)},
                                      {"time", to_rfc3339(ev.at)}};
    if (std::string order = cut(facts.text("/order_id"), max_subject_length); !order.empty())
        attributes.push_back({"subject", std::move(order)});
    return attributes;
}

/// Returns the text with a space, `"`, `%` and everything that is not printable ASCII as %XX (HTTP binding, 3.1.3.2).
std::string header_value(std::string_view text)
{
    std::string encoded;
    for (const char each : text) {
        if (each > 0x20 && each < 0x7F && each != '"' && each != '%')
            encoded += each;
        else
            fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(each));
    }
    return encoded;
}

payload structured(const stored_event& ev)
{
    json_object whole;
    for (const attribute& each : attributes_of(ev))
        whole.string(each.name, each.value);
    whole.string("datacontenttype", "application/json").value("data", data_of(ev.body));
    return {.content_type = "application/cloudevents+json", .headers = {}, .body = whole.text()};
}

payload binary(const stored_event& ev)
{
    payload made{.content_type = "application/json", .headers = {}, .body = std::string(data_of(ev.body))};
    for (const attribute& each : attributes_of(ev))
        made.headers.emplace_back("ce-" + std::string(each.name), header_value(each.value));
    return made;
}

}  // namespace

payload make_cloudevents(const payload_rules& rules, const stored_event& ev)
{
    return rules.mode == cloudevents_mode::binary ? binary(ev) : structured(ev);
}

}  // namespace defectd::payloads
