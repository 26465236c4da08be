// A subscriber as the API shows it: what is configured, what the store counts and how it is doing right now.
#ifndef DEFECTD_ADMIN_SHOWN_SUBSCRIBER_HPP
#define DEFECTD_ADMIN_SHOWN_SUBSCRIBER_HPP

#include <boost/json/object.hpp>

#include "defectd/config/configuration.hpp"
#include "defectd/dispatch/dispatcher.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// Refers to `config`, which must outlive it.
struct shown_subscriber {
    const subscriber_config& config;
    subscriber_overview counts;
    subscriber_view view;
};

/// One for each that is configured, in the configuration's order.
[[nodiscard]] std::vector<shown_subscriber> shown_subscribers(const configuration& config,
                                                              const store_overview& overview,
                                                              const dispatcher& sending);

/// "enabled", "failing", "held", "paused" or "disabled"; the last that fits.  Persistent: scripts read it.
[[nodiscard]] std::string_view state_of(const subscriber_config& config, const subscriber_health& health,
                                        timestamp now) noexcept;

/// Of the URL only the host is told: path and query may be secrets.
[[nodiscard]] boost::json::object subscriber_object(const shown_subscriber& shown, timestamp now);

}  // namespace defectd

#endif
