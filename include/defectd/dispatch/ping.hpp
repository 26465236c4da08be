// Sends a signed webhook.ping at once and stores nothing, to test a subscriber.
#ifndef DEFECTD_DISPATCH_PING_HPP
#define DEFECTD_DISPATCH_PING_HPP

#include <string>

#include "defectd/dispatch/conclude.hpp"
#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/random.hpp"

namespace defectd {

/// The outcome of a ping.  Secrets of the subscriber are masked in the body of the answer.
struct ping_result {
    std::string event_id;  ///< the webhook-id that was sent
    post_outcome outcome;
    attempt_result result;  ///< what the outcome would mean for a delivery
    attempt_times times;
};

/// Makes one attempt on a new connection.  It ignores every queue and limit, and changes no state of the subscriber.
/// Everything given must outlive it.
[[nodiscard]] task<ping_result> ping(const subscriber_config& subscriber, http_client& http, clock& clock,
                                     random_source& random);

}  // namespace defectd

#endif
