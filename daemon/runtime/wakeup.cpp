#include "defectd/runtime/wakeup.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace defectd {

wakeup::wakeup(const asio::any_io_executor& executor) : bell_(executor, asio::steady_timer::time_point::max())
{
}

void wakeup::ring()
{
    rung_ = true;
    bell_.cancel();
}

task<void> wakeup::wait()
{
    if (!rung_)
        co_await bell_.async_wait(as_values);
    rung_ = false;
}

task<void> wakeup::wait_until(clock& clock, timestamp at)
{
    using namespace asio::experimental::awaitable_operators;
    if (rung_ || at <= clock.now()) {
        rung_ = false;
        co_return;
    }
    co_await (wait() || clock.wait_until(at));
}

}  // namespace defectd
