// When a failed delivery is tried again, and when its schedule is at an end.  Pure.
//
// Source: Standard Webhooks 1.0.0, "Deliverability and reliability".
#ifndef DEFECTD_WEBHOOK_RETRY_HPP
#define DEFECTD_WEBHOOK_RETRY_HPP

#include <optional>
#include <vector>

#include "defectd/base/time.hpp"

namespace defectd {

/// How one subscriber is retried.
struct retry_policy {
    /// Delay before attempt n + 2, counted from the end of the attempt before; at most 32 entries of
    /// 1 ms … 7 d.  Empty is never.  By default ten attempts over 75 h 35 min.
    std::vector<duration> schedule = {
        std::chrono::seconds{5}, std::chrono::minutes{5}, std::chrono::minutes{30},
        std::chrono::hours{2},   std::chrono::hours{5},   std::chrono::hours{10},
        std::chrono::hours{14},  std::chrono::hours{20},  std::chrono::hours{24}};
    double jitter = 0.2;  ///< each delay × (1 ± jitter); 0 ≤ jitter < 1
};

/// When to try again after attempt number `attempt` failed; nullopt when the schedule is at its end.
/// @param attempt      1-based number of the attempt that just ended
/// @param unit_random  uniform in [0, 1)
/// @post  the result is after `ended_at`
[[nodiscard]] std::optional<timestamp> next_attempt_at(const retry_policy& policy, int attempt,
                                                       timestamp ended_at, double unit_random) noexcept;

}  // namespace defectd

#endif
