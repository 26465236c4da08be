// A signed webhook.ping, sent at once and not kept: does this subscriber hear us?
#ifndef DEFECTD_DISPATCH_PING_HPP
#define DEFECTD_DISPATCH_PING_HPP

#include <string>

#include "defectd/dispatch/conclude.hpp"
#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/random.hpp"

namespace defectd {

struct ping_result {
    std::string event_id;
    post_outcome outcome;
    attempt_result result;
    attempt_times times;
};

/// One attempt, outside every queue, limit and state of the subscriber.  Everything given must outlive it.
[[nodiscard]] task<ping_result> ping(const subscriber_config& subscriber, http_client& http, clock& clock,
                                     random_source& random);

}  // namespace defectd

#endif
