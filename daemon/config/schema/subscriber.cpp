// The settings of a subscriber.
#include "schema/schema.hpp"

namespace defectd {
namespace {

using enum value_kind;
using enum availability;

constexpr schema_row rows[] = {
    {.path = "subscribers",
     .kind = section_list,
     .fallback = "[]",
     .doc = "Who receives events, where, and how."},
    {.path = "subscribers[].name",
     .kind = text,
     .example = "support-desk",
     .doc = "Required. Unique; 1 to 64 characters of `A-Z a-z 0-9 . _ -`."},
    // Where to send.  Exactly one of the two keys must be written, which read/endpoint.cpp checks.
    {.path = "subscribers[].url",
     .kind = text,
     .doc = "URL to POST to, for a URL that is not secret. Either this or `url_file`."},
    {.path = "subscribers[].url_file",
     .kind = path,
     .example = "support-desk.url",
     .doc = "File containing the URL. Either this or `url`."},
    // What to send.  read/formats.cpp has what follows from a format.
    {.path = "subscribers[].format",
     .kind = word,
     .fallback = "standard",
     .words = "standard|cloudevents|slack|teams|discord|pagerduty",
     .doc = "Payload format; docs/formats.md shows each."},
    {.path = "subscribers[].cloudevents_mode",
     .kind = word,
     .fallback = "structured",
     .words = "structured|binary",
     .doc = "How CloudEvents are sent: everything in the body, or attributes in headers."},
    {.path = "subscribers[].routing_key_file",
     .kind = path,
     .fallback = "null",
     .doc = "File containing PagerDuty's routing key. Required for `pagerduty`."},
    // The row has no default: to send without a signature must be a decision.
    {.path = "subscribers[].signing",
     .kind = signing,
     .doc = "Required for `standard` and `cloudevents`. The keys that sign each POST: several "
            "during a rotation, and of several schemes at once. `none` sends without a signature."},
    {.path = "subscribers[].signing[].scheme",
     .kind = word,
     .words = "standard|standard-ed25519|github|stripe|shopify|slack",
     .example = "standard",
     .doc = "Required. Signature scheme."},
    {.path = "subscribers[].signing[].secret_file",
     .kind = path,
     .example = "support-desk.secret",
     .doc = "File containing the key: as printed by `defectd secret new`, or the text itself for "
            "`github`, `stripe`, `shopify` and `slack`. Either this or `secret_credential`."},
    {.path = "subscribers[].signing[].secret_credential",
     .kind = text,
     .doc = "Name of the systemd credential (`LoadCredential=`) that contains the key. Either "
            "this or `secret_file`."},
    {.path = "subscribers[].signing[].until",
     .kind = time,
     .doc = "Time until which the key signs, such as `2026-12-01T00:00:00Z`; for the old key "
            "during a rotation."},
    // Which events to send.  By default only new defects, of every account, marketplace, channel and type.
    {.path = "subscribers[].events",
     .kind = text_list,
     .fallback = "[defect.created]",
     .doc = "Event types, as globs: `*` matches any characters, including dots. For `pagerduty` "
            "the default is `[defect.created, defect.cleared, defect.expired]`."},
    {.path = "subscribers[].accounts",
     .kind = text_list,
     .fallback = "[\"*\"]",
     .doc = "Accounts, as globs."},
    {.path = "subscribers[].marketplaces",
     .kind = text_list,
     .fallback = "[]",
     .doc = "Country codes or marketplace ids, or globs of them; `[]` means all."},
    {.path = "subscribers[].fulfillment",
     .kind = word_list,
     .fallback = "[]",
     .words = "MFN|AFN|ALL",
     .doc = "Fulfillment channels, or globs of them; `[]` means all."},
    {.path = "subscribers[].defect_types",
     .kind = word_list,
     .fallback = "[]",
     .words = "negative_feedback|a_to_z_claim|chargeback",
     .doc = "Defect types, or globs of them; `[]` means all."},
    // How fast to send.
    {.path = "subscribers[].timeout",
     .kind = span,
     .fallback = "20s",
     .lowest = "100ms",
     .highest = "5m",
     .doc = "Time limit of a whole attempt: name resolution, connection, TLS, request and response."},
    {.path = "subscribers[].concurrency",
     .kind = integer,
     .fallback = "auto",
     .lowest = "1",
     .highest = "1000",
     .words = "auto",
     .doc = "Maximum number of concurrent attempts to this subscriber. `auto` starts at 4, "
            "increases while responses are fast and successful, decreases on failures and slow "
            "responses, and starts again at 4 after a restart. With `ordering: fifo` one per "
            "account."},
    {.path = "subscribers[].rate_limit",
     .kind = section,
     .fallback = "null",
     .doc = "Token bucket: up to `requests` at once, refilled over `per`. `null` means no limit; "
            "without this key, `slack` has 1 per 1s and `teams` 1 per 2s."},
    {.path = "subscribers[].rate_limit.requests",
     .kind = integer,
     .lowest = "1",
     .highest = "100000",
     .example = "10",
     .doc = "Required. Number of requests."},
    {.path = "subscribers[].rate_limit.per",
     .kind = span,
     .lowest = "1ms",
     .highest = "1d",
     .example = "1s",
     .doc = "Required. Time in which that many requests may be sent."},
    {.path = "subscribers[].ordering",
     .kind = word,
     .fallback = "none",
     .words = "none|fifo",
     .doc = "`fifo`: of one account's events, the next is not sent until the previous one is "
            "delivered or exhausted."},
    // What to do after failures.
    {.path = "subscribers[].retry", .kind = section, .doc = "What happens after a failed attempt."},
    // In all 75 hours and 35 minutes, so that retries outlast a weekend.
    {.path = "subscribers[].retry.schedule",
     .kind = span_list,
     .fallback = "[5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h]",
     .lowest = "1ms",
     .highest = "7d",
     .doc = "Delay before each retry, counted from the end of the previous attempt; at most 32 "
            "entries, `[]` means no retries."},
    {.path = "subscribers[].retry.jitter",
     .kind = number,
     .fallback = "0.2",
     .lowest = "0",
     .highest = "1",
     .doc = "Each delay is multiplied by 1 ± a random fraction up to this value; less than 1."},
    {.path = "subscribers[].retry.max_retry_after",
     .kind = span,
     .fallback = "24h",
     .lowest = "0ms",
     .highest = "7d",
     .doc = "Maximum Retry-After that is obeyed; a longer one is shortened to this."},
    // Longer than the schedule: a subscriber is disabled only after a delivery has used up its retries.
    {.path = "subscribers[].disable_after",
     .kind = span,
     .fallback = "5d",
     .lowest = "1ms",
     .highest = "36500d",
     .doc = "Disable the subscriber after it has failed for this long without a success; `null` "
            "means never. Its events are queued until `defectd enable`."},
    // How messages to people look.
    {.path = "subscribers[].digest",
     .kind = section,
     .fallback = "null",
     .doc = "Sends several events in one message, for `slack`, `teams` and `discord`; `null` "
            "sends each event in its own message."},
    {.path = "subscribers[].digest.window",
     .kind = span,
     .fallback = "30s",
     .lowest = "1ms",
     .highest = "1d",
     .doc = "How long the first event of a message waits for others."},
    {.path = "subscribers[].digest.max_events",
     .kind = integer,
     .fallback = "20",
     .lowest = "1",
     .highest = "100",
     .doc = "Maximum number of events in one message; the receiver's own limits may lower it."},
    {.path = "subscribers[].template",
     .kind = section,
     .fallback = "null",
     .doc = "Text of messages for `slack`, `teams` and `discord`, with fields in braces; "
            "docs/formats.md lists the fields."},
    {.path = "subscribers[].template.title",
     .kind = text,
     .fallback = "null",
     .example = "\"Order {order_id}: {defect_type}\"",
     .doc = "Title of a message about one event; `null` means the built-in title."},
    {.path = "subscribers[].template.line",
     .kind = text,
     .fallback = "null",
     .example = "\"{account}: {order_id}\"",
     .doc = "Text of the message, and the line of each event in a digest; `null` means the "
            "built-in text."},
    // What is added to each request, and with which certificates the connection is made.
    {.path = "subscribers[].headers",
     .kind = text_map,
     .fallback = "{}",
     .doc = "Headers to add to each POST. `Authorization` and `Cookie` are secrets: see `header_files`."},
    {.path = "subscribers[].header_files",
     .kind = text_map,
     .fallback = "{}",
     .doc = "Headers whose values are secrets: header name to the file containing the value."},
    {.path = "subscribers[].tls", .kind = section, .doc = "TLS settings for this subscriber."},
    {.path = "subscribers[].tls.ca_file",
     .kind = path,
     .fallback = "null",
     .doc = "PEM file of the CA certificates to trust instead of the system's."},
    {.path = "subscribers[].tls.certificate_file",
     .kind = path,
     .fallback = "null",
     .doc = "PEM file with the client certificate, followed by its chain. Requires `key_file`."},
    {.path = "subscribers[].tls.key_file",
     .kind = path,
     .fallback = "null",
     .doc = "PEM file with the certificate's private key, not encrypted."},
    {.path = "subscribers[].enabled",
     .kind = boolean,
     .fallback = "true",
     .doc = "`false`: nothing is sent, and its events are queued until it is enabled again."},
};

}  // namespace

std::span<const schema_row> subscriber_rows() noexcept
{
    return rows;
}

}  // namespace defectd
