// The status document, which `defectd status` prints.
#ifndef DEFECTD_ADMIN_STATUS_JSON_HPP
#define DEFECTD_ADMIN_STATUS_JSON_HPP

#include <span>
#include <string>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"
#include "shown_subscriber.hpp"

namespace defectd {

/// What the document says about the process itself.
struct process_facts {
    timestamp now;
    timestamp started_at;
};

/// Returns {version, now, started_at, events, scopes: [{source, account, marketplace_id, fulfillment, state, reason,
/// last_good_at, last_file, quarantined_since, open_defects, pending_clears}], failing_sources: [{source, reason}],
/// sources_without_report: [name], subscribers: […]}.
[[nodiscard]] std::string status_json(const store_overview& overview, const configuration& config,
                                      std::span<const shown_subscriber> subscribers,
                                      const process_facts& process);

}  // namespace defectd

#endif
