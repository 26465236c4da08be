#include "defectd/runtime/async_event.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace defectd {

async_event::async_event(const asio::any_io_executor& executor)
    : timer_(executor, asio::steady_timer::time_point::max())
{
}

void async_event::notify()
{
    is_notified_ = true;
    // The timer never expires: cancelling it is how a wait ends, and without a wait this does nothing.
    timer_.cancel();
}

task<void> async_event::wait()
{
    // A notification that came before the wait is in the flag only, since there was nothing to cancel.
    if (!is_notified_)
        co_await timer_.async_wait(as_values);
    is_notified_ = false;
}

task<void> async_event::wait_until(clock& clock, timestamp at)
{
    using namespace asio::experimental::awaitable_operators;
    // Without this, `||` would start both waits and give the loop a turn although the answer is known.
    if (is_notified_ || at <= clock.now()) {
        is_notified_ = false;
        co_return;
    }
    co_await (wait() || clock.wait_until(at));
}

}  // namespace defectd
