// A subscriber as the API shows it: its configuration, what the store counts, and its present health.
#ifndef DEFECTD_ADMIN_SHOWN_SUBSCRIBER_HPP
#define DEFECTD_ADMIN_SHOWN_SUBSCRIBER_HPP

#include <boost/json/object.hpp>

#include "defectd/config/configuration.hpp"
#include "defectd/dispatch/dispatcher.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// The three parts.  `config` is a reference into the configuration, which must outlive it.
struct shown_subscriber {
    const subscriber_config& config;
    subscriber_overview counts;
    subscriber_view view;
};

/// Returns an element for each subscriber of the configuration, in its order.
[[nodiscard]] std::vector<shown_subscriber> shown_subscribers(const configuration& config,
                                                              const store_overview& overview,
                                                              const dispatcher& sending);

/// Returns "enabled", "failing", "held", "paused" or "disabled"; of several that apply, the last of these.  Scripts
/// read these names, so that they must not change.
[[nodiscard]] std::string_view state_of(const subscriber_config& config, const subscriber_health& health,
                                        timestamp now) noexcept;

/// Returns {name, format, host, enabled, state, disabled_reason, disabled_since, failing_since, held_until,
/// concurrency, in_flight, due, scheduled, delivered, exhausted, oldest_due_at, last_failure,
/// certificate_expires_at}.  Of the URL only the host is shown, because path and query may be secret.
[[nodiscard]] boost::json::object subscriber_object(const shown_subscriber& shown, timestamp now);

}  // namespace defectd

#endif
