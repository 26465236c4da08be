#include "body.hpp"

#include "defectd/base/assert.hpp"
#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"
#include "json.hpp"

#include <fmt/format.h>

namespace defectd {

std::string body_of(std::string_view type, timestamp at, std::string_view data_json)
{
    std::string body = json_object()
                           .string("type", type)
                           .string("timestamp", to_rfc3339(at))
                           .value("data", data_json)
                           .text();
    // Every text in `data` has a maximum length, so a longer body is a bug.
    DEFECTD_ASSERT(body.size() <= max_body_bytes);
    return body;
}

std::string report_json(const collection_facts& facts)
{
    return json_object()
        .string("sha256", facts.report_sha256)
        .string("collected_at", to_rfc3339(facts.collected_at))
        .number("rows", facts.rows)
        .text();
}

std::string window_json(const window& days)
{
    return json_object()
        .string("from", to_iso_date(days.from))
        .string("to", to_iso_date(days.to))
        // A report does not state its window; it is derived from the source's rule.
        .value("derived", "true")
        .text();
}

std::string fulfillment_json(const std::optional<fulfillment>& channel)
{
    return channel ? json_string(name_of(*channel)) : "null";
}

std::string with_leading_id(const event& ev)
{
    // The body is one that body_of() wrote, so the id can go in front without parsing it.
    DEFECTD_ASSERT(ev.body.starts_with("{\"type\":"));
    return "{\"id\":" + json_string(ev.id) + ',' + ev.body.substr(1);
}

std::string event_id(std::initializer_list<std::string_view> fields)
{
    std::string text;
    for (const std::string_view field : fields)
        // The length in bytes goes first, so that no two lists of fields give the same text.
        fmt::format_to(std::back_inserter(text), "{}:{}", field.size(), field);
    return "evt_" + to_id26(sha256_of(text));
}

}  // namespace defectd
