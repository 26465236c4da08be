// An item of `subscribers`.
#include <fmt/format.h>

#include "read/formats.hpp"
#include "read/readers.hpp"

namespace defectd {
namespace {

/// How many retries a schedule may have.
constexpr std::size_t max_schedule_length = 32;

/// A number below 1.  The schema's range includes both its ends, but with 1 a delay could become zero.
decoded<double> as_jitter(const yaml_node& node, const schema_row& row)
{
    auto jitter = as_number(node, row);
    if (jitter && *jitter >= 1)
        return text_error{"must be less than 1; write a fraction such as 0.2"};
    return jitter;
}

/// `max_retry_after` is written in this section, but belongs to the health of the subscriber.
retry_policy read_retry(section in, duration& max_retry_after)
{
    retry_policy retry;
    retry.schedule = in.list("schedule", as_span);
    for (const yaml_node* const node : in.written("schedule"))
        if (node->items.size() > max_schedule_length)
            in.add_error(
                in.at(node->at, in.path_of("schedule")),
                fmt::format("has {} entries; write at most {}", node->items.size(), max_schedule_length));
    retry.jitter = in.value("jitter", as_jitter);
    max_retry_after = in.value("max_retry_after", as_span);
    return retry;
}

rate_limit read_limit(section in)
{
    rate_limit limit;
    limit.requests = static_cast<int>(in.need("requests", as_integer));
    limit.per = in.need("per", as_span);
    return limit;
}

/// Returns the rate limit.  When it is not written, it is what the format's receivers accept; `null` means no limit.
std::optional<rate_limit> read_limit_of(section& subscriber, const format_row& format)
{
    if (subscriber.has("rate_limit") || !format.limit)
        return subscriber.subsection_or_null("rate_limit", read_limit);
    const schema_row& row = subscriber.row_of("rate_limit");
    subscriber.show(
        row, fmt::format("{{requests: {}, per: {}}}", format.limit->requests, to_yaml(format.limit->per)),
        default_of(row));
    return format.limit;
}

}  // namespace

placed_subscriber read_subscriber(section item, const egress_policy& egress)
{
    placed_subscriber placed;
    subscriber_config& subscriber = placed.config;
    subscriber.name = item.need("name", as_name);
    subscriber.url = read_endpoint(item, egress);
    const auto format = item.find_choice<payload_format>("format");
    subscriber.payload = read_payload(item, format);
    // A misspelled format is read as the default one; what depends on the format is then not checked.
    const format_row& rules = row_of(subscriber.payload.format);
    subscriber.answers = rules.answers;
    subscriber.signing = read_signing(item, format);
    subscriber.filter = read_filter(item, format);
    subscriber.timeout = item.value("timeout", as_span);
    if (const auto max = item.value("concurrency", as_integer_or_auto).number)
        subscriber.concurrency = static_cast<int>(*max);
    subscriber.limit = read_limit_of(item, rules);
    subscriber.in_order = item.value("ordering", as_word) == "fifo";
    subscriber.retry = item.subsection("retry", [&subscriber](section in) {
        return read_retry(std::move(in), subscriber.health.max_retry_after);
    });
    subscriber.health.disable_after = item.value("disable_after", or_null(as_span));
    subscriber.digest = read_digest_of(item);
    if (subscriber.digest && subscriber.in_order)
        item.add_unused_error("digest", "with `ordering: fifo`, which sends one event per account at a time");
    added_headers added = read_headers(item);
    subscriber.headers = std::move(added.headers);
    subscriber.secret_header_values = std::move(added.secret_values);
    subscriber.tls = item.subsection("tls", read_tls);
    if (!subscriber.url.tls && !subscriber.tls.empty())
        item.add_unused_error("tls", "with a plain http:// URL");
    subscriber.enabled = item.value("enabled", as_boolean);
    placed.name = item.has("name") ? item.at_value("name") : item.at_first_key();
    return placed;
}

}  // namespace defectd
