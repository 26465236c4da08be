// What an attempt changes: its deliveries, its subscriber's health, and what is logged about it.
// Pure: no loop, no clock, no log.
#ifndef DEFECTD_DISPATCH_APPLY_RESULT_HPP
#define DEFECTD_DISPATCH_APPLY_RESULT_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "defectd/dispatch/conclude.hpp"
#include "message.hpp"

namespace defectd {

/// A subscriber and its queue at the time an attempt ends.  The references must outlive the call.
struct queue_state {
    const subscriber_config& subscriber;
    std::span<const subscriber_config> subscribers;  ///< all of them: events about this one go to the others
    subscriber_health health;
    bool was_failing = false;                         ///< the attempt that ended before this one failed
    std::optional<timestamp> certificate_expires_at;  ///< the receiver's, as seen last
};

/// One POST that ended.  The references must outlive the call.
struct ended_attempt {
    const message& carried;
    const post_outcome& outcome;
    attempt_times times;
    int in_flight = 1;  ///< the subscriber's attempts under way when this one began, itself included
};

/// Something to log about an attempt.
enum class attempt_notice : std::uint8_t {
    first_failure,     ///< one line per delivery, as the next
    repeated_failure,  ///< the attempt before had failed, too
    recovery,
    certificate_expires,
    disabled,
};

/// Everything that an attempt changes.
struct attempt_effects {
    attempt_result result;
    std::vector<attempt_record> records;  ///< one per delivery of the message, in its order
    std::optional<payload_form>
        fallback_form;                    ///< of the next attempt at those that are pending; else as before
    std::optional<health_change> health;  ///< set when the subscriber's health changed
    bool releases_prefetched = false;     ///< what is claimed for the subscriber goes back to the store
    std::optional<load_sample> load;      ///< for the subscriber's concurrency
    std::optional<timestamp> certificate_expires_at;  ///< set when the receiver showed another certificate
    std::vector<attempt_notice> notices;              ///< in the order of logging
};

/// Returns what the attempt changes.
/// @param jitter  uniform in [0, 1); one for all deliveries, so that those of a digest are due together again
[[nodiscard]] attempt_effects apply_result(const queue_state& queue, const ended_attempt& ended,
                                           double jitter);

}  // namespace defectd

#endif
