// What systemd is told: ready, still alive, stopping.  Without systemd every call does nothing.
#ifndef DEFECTD_APP_SERVICE_NOTICE_HPP
#define DEFECTD_APP_SERVICE_NOTICE_HPP

#include <optional>
#include <string>

#include "defectd/base/time.hpp"

namespace defectd::service_notice {

void ready();
void stopping();

/// Still alive; `status` is shown by `systemctl status`.
void alive(const std::string& status);

/// How often alive() is due: half of WatchdogSec; nullopt without a watchdog.
[[nodiscard]] std::optional<duration> watchdog_interval();

}  // namespace defectd::service_notice

#endif
