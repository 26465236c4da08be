// The typed configuration: what the rest of the daemon works with, every value checked.
// Immutable once loaded.
#ifndef DEFECTD_CONFIG_CONFIGURATION_HPP
#define DEFECTD_CONFIG_CONFIGURATION_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "defectd/base/secret.hpp"
#include "defectd/base/time.hpp"
#include "defectd/defect/diff.hpp"
#include "defectd/event/filter.hpp"
#include "defectd/event/payload.hpp"
#include "defectd/webhook/answer.hpp"
#include "defectd/webhook/egress.hpp"
#include "defectd/webhook/health.hpp"
#include "defectd/webhook/rate_limit.hpp"
#include "defectd/webhook/retry.hpp"
#include "defectd/webhook/signing.hpp"
#include "defectd/webhook/tls_identity.hpp"
#include "defectd/webhook/url.hpp"

namespace defectd {

enum class log_level { debug, info, warning, error };
enum class log_format { automatic, text, json, journal };
enum class date_order { automatic, mdy, dmy, ymd };

/// Where reports come from and how they are read and compared.
struct source_config {
    std::string name;            ///< unique
    std::string path;            ///< absolute; a glob (`*`, `?`) with {account} {marketplace} {fulfillment}
    std::string account;         ///< empty when the path carries {account}
    std::string marketplace_id;  ///< empty when the path carries {marketplace}
    std::optional<fulfillment> channel;  ///< nullopt when the path carries {fulfillment}
    duration every = std::chrono::minutes{5};
    bool complete = true;
    date_order dates = date_order::automatic;
    /// More header names by meaning ("order_id" …) and more words ("not_a_defect", "seller", "amazon").
    std::map<std::string, std::vector<std::string>> columns;
    window_rule window;
    baseline_mode baseline = baseline_mode::silent;
    quarantine_rule quarantine;
    int confirm_cleared = 2;
};

/// Several events in one message.
struct digest_rules {
    duration window = std::chrono::seconds{30};  ///< what comes within it goes together
    int max_events = 20;
};

/// Who is told, where, and how.
struct subscriber_config {
    std::string name;  ///< unique
    endpoint_url url;
    payload_rules payload;
    answer_rules answers = answer_rules::webhook;  ///< those of the format
    std::vector<signing_key> signing;              ///< empty with `signing: none`
    event_filter filter;
    duration timeout = std::chrono::seconds{20};
    std::optional<int> concurrency;   ///< nullopt is learnt from the answers
    std::optional<rate_limit> limit;  ///< nullopt is none
    bool in_order = false;            ///< of one account's events the next waits for the one before
    retry_policy retry;
    health_policy health;
    std::optional<digest_rules> digest;
    header_list headers;                       ///< of `headers` and `header_files`; values may be secret
    std::vector<secret> secret_header_values;  ///< those of `header_files`, and of names that sound secret
    tls_identity tls;
    bool enabled = true;
};

/// Bounds that protect the machine.
struct limits_config {
    int deliveries_in_flight = 256;
    std::uint64_t report_bytes = 256ULL << 20U;  ///< after gunzip
    std::uint64_t report_rows = 2'000'000;
    std::uint64_t report_defects = 50'000;  ///< identities with a defect, scope the source's report_scope
};

struct configuration {
    std::string state_directory;  ///< absolute
    std::string admin_socket;     ///< absolute
    duration shutdown_grace = std::chrono::seconds{15};
    duration retention = std::chrono::days{90};  ///< of delivered deliveries and their attempts
    log_level level = log_level::info;
    log_format format = log_format::automatic;
    egress_policy egress;
    std::optional<proxy_address> proxy;  ///< dialled instead of every receiver
    limits_config limits;
    std::vector<source_config> sources;
    std::vector<subscriber_config> subscribers;
};

}  // namespace defectd

#endif
