// What is sent to a subscriber: format, wording and digest, and the settings that only some formats have.
#include <fmt/format.h>

#include "read/formats.hpp"
#include "read/readers.hpp"

namespace defectd {
namespace {

/// A template whose fields exist.
decoded<std::string> as_wording(const yaml_node& node, const schema_row& row)
{
    auto text = as_text(node, row);
    if (!text)
        return text;
    if (auto error = validate_wording(*text))
        return *std::move(error);
    return text;
}

message_wording read_wording(section in)
{
    message_wording wording;
    wording.title = in.value("title", or_null(as_wording));
    wording.line = in.value("line", or_null(as_wording));
    return wording;
}

digest_rules read_digest(section in)
{
    digest_rules digest;
    digest.window = in.value("window", as_span);
    digest.max_events = static_cast<int>(in.value("max_events", as_integer));
    return digest;
}

/// Returns PagerDuty's key, which is part of its body; empty for the other formats.
secret read_routing_key(section& in, std::optional<payload_format> format)
{
    auto key = in.value("routing_key_file", or_null(content_of_file(in, "routing_key_file")));
    // A key file that is named but cannot be read has been reported already.
    if (format == payload_format::pagerduty && !key && !in.has("routing_key_file"))
        in.add_error(in.at_first_key("routing_key_file"),
                     "is missing; write `routing_key_file:` and the name of a file with the PagerDuty "
                     "service's routing key");
    return key ? std::move(key->text) : secret();
}

/// Reports settings that have no effect with the format, because the operator expects them to have one.
void refuse_idle_keys(section& in, payload_format format)
{
    const std::string why = fmt::format("with `format: {}`", name_of(format));
    if (format != payload_format::cloudevents)
        in.add_unused_error("cloudevents_mode", why);
    if (format != payload_format::pagerduty)
        in.add_unused_error("routing_key_file", why);
    if (!can_fold(format)) {
        in.add_unused_error("digest", why);
        in.add_unused_error("template", why);
    }
}

}  // namespace

payload_rules read_payload(section& subscriber, std::optional<payload_format> format)
{
    payload_rules rules;
    rules.format = format.value_or(rules.format);
    rules.mode = subscriber.choice<cloudevents_mode>("cloudevents_mode");
    rules.routing_key = read_routing_key(subscriber, format);
    rules.wording = subscriber.subsection_or_null("template", read_wording).value_or(message_wording{});
    if (format)
        refuse_idle_keys(subscriber, *format);
    return rules;
}

std::optional<digest_rules> read_digest_of(section& subscriber)
{
    return subscriber.subsection_or_null("digest", read_digest);
}

}  // namespace defectd
