// An event between coroutines of one loop.  Notifications are not counted: any number of them ends one wait, so that
// a coroutine that waits in a loop must look at the shared state itself each time.
#ifndef DEFECTD_RUNTIME_ASYNC_EVENT_HPP
#define DEFECTD_RUNTIME_ASYNC_EVENT_HPP

#include <boost/asio/steady_timer.hpp>

#include "defectd/runtime/clock.hpp"

namespace defectd {

/// Used on the loop thread only, without locks.  It must outlive its waits, and one coroutine waits at a time.
class async_event {
public:
    explicit async_event(const asio::any_io_executor& executor);

    /// Ends the wait under way; without one, the next wait ends at once, so that no notification is lost.
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
