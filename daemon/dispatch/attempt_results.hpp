// What ended since the last round of the dispatcher and waits to be recorded.
#ifndef DEFECTD_DISPATCH_ATTEMPT_RESULTS_HPP
#define DEFECTD_DISPATCH_ATTEMPT_RESULTS_HPP

#include <map>
#include <span>
#include <string>
#include <vector>

#include "defectd/dispatch/conclude.hpp"
#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/log.hpp"
#include "defectd/runtime/random.hpp"
#include "subscriber_queue.hpp"

namespace defectd {

/// What attempt_results needs of the world; everything must outlive them.
struct result_deps {
    defectd::clock& clock;
    log_sink& log;
    random_source& random;
    std::span<const subscriber_config> subscribers;  ///< who is told of the end of a delivery or a subscriber
};

/// When an attempt began, and how many of its subscriber were under way then, itself included.
struct attempt_begin {
    timestamp at;
    int in_flight = 1;
};

/// Loop thread only.
class attempt_results {
public:
    explicit attempt_results(const result_deps& deps) : deps_(deps) {}

    /// An attempt ended: decides what becomes of each delivery of the message and of its subscriber.
    void add(subscriber_queue& queue, const message& carried, const post_outcome& outcome,
             const attempt_begin& begun);

    /// What is at hand becomes pending again, untried.
    void release_unsent(subscriber_queue& queue);

    /// The subscriber has a new health.
    void change(subscriber_queue& queue, const subscriber_health& health);

    /// Everything so far, for one transaction.
    [[nodiscard]] round_results take();
    [[nodiscard]] bool empty() const noexcept { return attempts_.empty() && changed_.empty(); }

private:
    [[nodiscard]] std::optional<outbox_event> exhausted(const subscriber_queue& queue,
                                                        const claimed_delivery& delivery,
                                                        const attempt_record& ended) const;
    void update_health(subscriber_queue& queue, const message& carried, const attempt_end& end);
    void note_certificate(subscriber_queue& queue, const post_outcome& outcome);

    result_deps deps_;
    std::vector<attempt_record> attempts_;
    std::map<std::string, health_change> changed_;
};

}  // namespace defectd

#endif
