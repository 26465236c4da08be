// The typed configuration: what the rest of the daemon works with.  Every value is checked, paths are absolute, and
// secrets have been read from their files.  It never changes after loading; a new one takes a restart of the daemon.
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

/// Where reports come from, and how they are read and compared.
struct source_config {
    /// Names the source in the CLI, the API and logs.  Unique; 1 to 64 characters of `A-Z a-z 0-9 . _ -`.
    std::string name;

    /// The report files: an absolute path with globs (`*`, `?`) in it, and {account}, {marketplace} and
    /// {fulfillment} at most once each.
    std::string path;

    /// The scope of the reports.  Each of the three is empty when the path contains its placeholder, from which it is
    /// then taken.
    std::string account;
    std::string marketplace_id;
    std::optional<fulfillment> channel;

    /// Time between two scans of the path, at least 1 s.  Changes that the kernel reports are read at once.
    duration every = std::chrono::minutes{5};

    /// False: reports only add and update defects; one that is absent from a report is never cleared.
    bool complete = true;

    date_order dates = date_order::automatic;

    /// Header names by meaning ("order_id" …) and words ("not_a_defect", "seller", "amazon") that are accepted in
    /// addition to the built-in ones.
    std::map<std::string, std::vector<std::string>> columns;

    /// The order dates that a report covers: a defect outside is not missed.
    window_rule window;

    /// Whether the first report of a scope announces its defects, or only that there is a baseline.
    baseline_mode baseline = baseline_mode::silent;

    quarantine_rule quarantine;

    /// Valid reports in a row without a defect before it counts as cleared, 1 to 1000.
    int confirm_cleared = 2;
};

/// Combines several events in one message.
struct digest_rules {
    /// How long the first event of a message waits for others, at least 1 ms.
    duration window = std::chrono::seconds{30};

    /// Events in one message, 1 to 100; the receiver's own limits may allow fewer.
    int max_events = 20;
};

/// Who gets which events, where, and how.
struct subscriber_config {
    /// Names the subscriber in the CLI, the API, logs and the store.  Unique; as for a source.
    std::string name;

    /// Where each POST goes.  The egress policy allows it; path and query may be secret.
    endpoint_url url;

    payload_rules payload;

    /// How a response is judged.  Follows from the payload's format.
    answer_rules answers = answer_rules::webhook;

    /// The keys that sign each POST, several during a rotation.  Empty with `signing: none`.
    std::vector<signing_key> signing;

    event_filter filter;

    /// Limit of a whole attempt, from name resolution to the end of the response; 100 ms to 5 min.
    duration timeout = std::chrono::seconds{20};

    /// Attempts at the same time, 1 to 1000.  nullopt: found out from the responses, beginning with 4.
    std::optional<int> concurrency;

    /// Requests over time.  nullopt: no limit.
    std::optional<rate_limit> limit;

    /// Whether the next event of an account waits until the one before is delivered or exhausted.
    bool in_order = false;

    retry_policy retry;
    health_policy health;

    /// nullopt: each event has a message of its own.
    std::optional<digest_rules> digest;

    /// The headers of `headers` and `header_files`; values may be secret.
    header_list headers;

    /// The values of `header_files`, and those of headers whose names suggest a secret; never printed.
    std::vector<secret> secret_header_values;

    /// Certificates of its own.  Empty: the system's CAs, and no client certificate.
    tls_identity tls;

    /// False: nothing is sent, and its events are queued.
    bool enabled = true;
};

/// Bounds that protect the machine.
struct limits_config {
    int deliveries_in_flight = 256;              ///< attempts at the same time, over all subscribers
    std::uint64_t report_bytes = 256ULL << 20U;  ///< of one report, after gunzip
    std::uint64_t report_rows = 2'000'000;       ///< of one report
    std::uint64_t report_defects = 50'000;       ///< identities with a defect in one report
};

/// Everything a configuration says, read from its file and the files it names.
struct configuration {
    std::string state_directory;  ///< absolute
    std::string admin_socket;     ///< absolute

    /// How long attempts under way may go on after SIGTERM; zero aborts them at once.
    duration shutdown_grace = std::chrono::seconds{15};

    /// How long delivered and cancelled deliveries, their attempts and their events are stored.
    duration retention = std::chrono::days{90};

    log_level level = log_level::info;
    log_format format = log_format::automatic;
    egress_policy egress;

    /// Connected to instead of every receiver.  nullopt: receivers are connected to directly.
    std::optional<proxy_address> proxy;

    limits_config limits;
    std::vector<source_config> sources;
    std::vector<subscriber_config> subscribers;
};

}  // namespace defectd

#endif
