// An event between coroutines of one loop: notified any number of times, it ends one wait.
#ifndef DEFECTD_RUNTIME_ASYNC_EVENT_HPP
#define DEFECTD_RUNTIME_ASYNC_EVENT_HPP

#include <boost/asio/steady_timer.hpp>

#include "defectd/runtime/clock.hpp"

namespace defectd {

/// Loop thread only.  Must outlive its waits.  One coroutine waits at a time.
class async_event {
public:
    explicit async_event(const asio::any_io_executor& executor);

    /// Ends the wait under way, or the next one at once.
    void notify();

    /// Ends after the next notify(), or early when cancelled; never throws.
    [[nodiscard]] task<void> wait();

    /// As wait(), but ends at `at` at the latest.
    [[nodiscard]] task<void> wait_until(clock& clock, timestamp at);

private:
    asio::steady_timer timer_;
    bool is_notified_ = false;
};

}  // namespace defectd

#endif
