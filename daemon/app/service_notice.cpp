#include "service_notice.hpp"

#include <systemd/sd-daemon.h>

namespace defectd::service_notice {

void ready()
{
    // The result is ignored: without systemd it is 0, and the daemon works unsupervised.
    ::sd_notify(0, "READY=1");
}

void stopping()
{
    ::sd_notify(0, "STOPPING=1");
}

void alive(const std::string& status)
{
    ::sd_notify(0, ("WATCHDOG=1\nSTATUS=" + status).c_str());
}

std::optional<duration> watchdog_interval()
{
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0)
        return std::nullopt;
    return std::chrono::duration_cast<duration>(std::chrono::microseconds{microseconds / 2});
}

}  // namespace defectd::service_notice
