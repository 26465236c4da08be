// What an attempt's outcome means for its delivery and for its subscriber.  Pure.
#ifndef DEFECTD_DISPATCH_CONCLUDE_HPP
#define DEFECTD_DISPATCH_CONCLUDE_HPP

#include <optional>

#include "defectd/config/configuration.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/store/store.hpp"
#include "defectd/webhook/answer.hpp"
#include "defectd/webhook/concurrency.hpp"

namespace defectd {

/// When an attempt began and ended.
struct attempt_times {
    timestamp started_at;
    timestamp ended_at;
};

/// Returns what an outcome means under the subscriber's rules.  `not_before` is capped; for an attempt that does not
/// count it is the end of a pause.
[[nodiscard]] attempt_result classify_outcome(const post_outcome& outcome,
                                              const subscriber_config& subscriber, timestamp ended_at);

/// What the subscriber's health learns of it; nullopt when nothing: cut off, or a payload it cannot bear.
[[nodiscard]] std::optional<attempt_end> end_for_health(const attempt_result& result, timestamp ended_at);

/// What the subscriber's concurrency learns of it, but for how many were in flight; nullopt when nothing: cut off,
/// never dialled, gone, or a payload it cannot bear.
[[nodiscard]] std::optional<load_sample> load_of(const attempt_result& result, const post_outcome& outcome,
                                                 const attempt_times& times);

/// Delivered; due again on the schedule, not before the receiver wants; at once in another form; kept due for a
/// subscriber that is gone until it is enabled; or exhausted.
/// @param unit_random  uniform in [0, 1), for the jitter
[[nodiscard]] attempt_record conclude(const claimed_delivery& delivery, const attempt_result& result,
                                      const retry_policy& policy, const attempt_times& times,
                                      std::optional<payload_form> next_form, double unit_random);

}  // namespace defectd

#endif
