// Notifies systemd of the state of the service (sd_notify(3)).  Without systemd every call does nothing.
#ifndef DEFECTD_APP_SERVICE_NOTICE_HPP
#define DEFECTD_APP_SERVICE_NOTICE_HPP

#include <optional>
#include <string>

#include "defectd/base/time.hpp"

namespace defectd::service_notice {

/// The daemon works: `systemctl start` returns.
void ready();
/// The shutdown has begun.
void stopping();

/// The daemon is alive; systemd restarts a service that does not say so in time.  `systemctl status` shows `status`.
void alive(const std::string& status);

/// Returns how often alive() is due, half of WatchdogSec=; nullopt when the unit has no watchdog.
[[nodiscard]] std::optional<duration> watchdog_interval();

}  // namespace defectd::service_notice

#endif
