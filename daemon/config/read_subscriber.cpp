// One subscriber.
#include <fmt/format.h>

#include "readers.hpp"

namespace defectd {
namespace {

constexpr std::size_t longest_schedule = 32;

/// The schema's range holds both ends; jitter stays below 1.
decoded<double> as_jitter(const yaml_node& node, const schema_row& row)
{
    auto jitter = as_number(node, row);
    if (jitter && *jitter >= 1)
        return text_error{"must be less than 1; write a share such as 0.2"};
    return jitter;
}

retry_policy read_retry(section in)
{
    retry_policy retry;
    retry.schedule = in.list("schedule", as_span);
    for (const yaml_node* const node : in.written("schedule"))
        if (node->items.size() > longest_schedule)
            in.object(in.at(node->at, in.path_of("schedule")),
                      fmt::format("has {} entries; write at most {}", node->items.size(), longest_schedule));
    retry.jitter = in.value("jitter", as_jitter);
    return retry;
}

}  // namespace

placed_subscriber read_subscriber(section item, const egress_policy& egress)
{
    placed_subscriber placed;
    subscriber_config& subscriber = placed.config;
    subscriber.name = item.need("name", as_name);
    subscriber.url = read_endpoint(item, egress);
    static_cast<void>(item.value("format", as_word));
    subscriber.signing = read_signing(item);
    subscriber.filter = read_filter(item);
    subscriber.timeout = item.value("timeout", as_span);
    subscriber.concurrency = static_cast<int>(item.value("concurrency", as_integer));
    subscriber.retry = item.within("retry", read_retry);
    subscriber.headers = read_headers(item);
    static_cast<void>(
        item.within("tls", [](const section&) { return true; }));  // its keys are checked, no more
    subscriber.enabled = item.value("enabled", as_boolean);
    placed.name = item.has("name") ? item.at_value("name") : item.at_first_key();
    return placed;
}

}  // namespace defectd
