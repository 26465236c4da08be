// What the outcome of an attempt means for its delivery, its subscriber's health and its concurrency.  Pure.
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

/// Returns what the result says about the subscriber's health; nullopt when it says nothing: the attempt does not
/// count, or the receiver rejected this payload only.
[[nodiscard]] std::optional<attempt_end> end_for_health(const attempt_result& result, timestamp ended_at);

/// Returns what the result says about the receiver's load, without `in_flight`; nullopt when it says nothing: the
/// attempt does not count, its address was blocked, or the receiver is gone or rejected this payload only.
[[nodiscard]] std::optional<load_sample> load_of(const attempt_result& result, const post_outcome& outcome,
                                                 const attempt_times& times);

/// Returns the record of the attempt with the delivery's next state:
///  - delivered;
///  - pending until the next time of the retry schedule, or until the receiver's Retry-After when that is later;
///  - pending at once, in `next_form` after a rejected payload, or because the attempt does not count;
///  - pending although its receiver is gone: it is sent when the subscriber is enabled;
///  - exhausted.
/// @param next_form    the form to try after a rejected payload; nullopt when no form is left
/// @param unit_random  uniform in [0, 1), for the jitter
[[nodiscard]] attempt_record conclude(const claimed_delivery& delivery, const attempt_result& result,
                                      const retry_policy& policy, const attempt_times& times,
                                      std::optional<payload_form> next_form, double unit_random);

}  // namespace defectd

#endif
