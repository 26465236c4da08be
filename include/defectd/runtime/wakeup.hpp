// A bell between coroutines of one loop: rung any number of times, it wakes one wait.
#ifndef DEFECTD_RUNTIME_WAKEUP_HPP
#define DEFECTD_RUNTIME_WAKEUP_HPP

#include <boost/asio/steady_timer.hpp>

#include "defectd/runtime/clock.hpp"

namespace defectd {

/// Loop thread only.  Must outlive its waits.  One coroutine waits at a time.
class wakeup {
public:
    explicit wakeup(const asio::any_io_executor& executor);

    /// Ends the wait under way, or the next one at once.
    void ring();

    /// Ends after the next ring, or early when cancelled; never throws.
    [[nodiscard]] task<void> wait();

    /// As wait(), but ends at `at` at the latest.
    [[nodiscard]] task<void> wait_until(clock& clock, timestamp at);

private:
    asio::steady_timer bell_;
    bool rung_ = false;
};

}  // namespace defectd

#endif
