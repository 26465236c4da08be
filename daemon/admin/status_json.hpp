// The status document: what `defectd status` prints.
#ifndef DEFECTD_ADMIN_STATUS_JSON_HPP
#define DEFECTD_ADMIN_STATUS_JSON_HPP

#include <span>
#include <string>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"
#include "shown_subscriber.hpp"

namespace defectd {

/// What is known in addition to the store.
struct process_facts {
    timestamp now;
    timestamp started_at;
};

[[nodiscard]] std::string status_json(const store_overview& overview, const configuration& config,
                                      std::span<const shown_subscriber> subscribers,
                                      const process_facts& process);

}  // namespace defectd

#endif
