// What an attempt's outcome means for its delivery.  Pure.
#ifndef DEFECTD_ENGINE_CONCLUDE_HPP
#define DEFECTD_ENGINE_CONCLUDE_HPP

#include "defectd/runtime/http_client.hpp"
#include "defectd/store/store.hpp"
#include "defectd/webhook/retry.hpp"

namespace defectd {

/// When an attempt began and ended.
struct attempt_times {
    timestamp started_at;
    timestamp ended_at;
};

/// 2xx is delivered.  Everything else, 3xx included, is tried again on the schedule and exhausted at its end; an
/// attempt that shutdown cut off does not count.
/// @param unit_random  uniform in [0, 1), for the jitter
[[nodiscard]] attempt_record conclude(const claimed_delivery& delivery, const post_outcome& outcome,
                                      const retry_policy& policy, const attempt_times& times,
                                      double unit_random);

}  // namespace defectd

#endif
