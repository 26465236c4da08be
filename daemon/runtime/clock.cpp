#include "defectd/runtime/clock.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace defectd {
namespace {

/// The machine's clock: wall time from CLOCK_REALTIME, waits from monotonic timers.
class system_clock final : public clock {
public:
    [[nodiscard]] timestamp now() const override
    {
        return std::chrono::floor<duration>(std::chrono::system_clock::now());
    }

    [[nodiscard]] task<void> wait_until(timestamp at) override
    {
        // The wall clock may be set while the timer runs, so that it is read again after each piece.
        asio::steady_timer timer(co_await asio::this_coro::executor);
        for (timestamp current = now(); current < at; current = now()) {
            timer.expires_after(std::min(at - current, max_piece));
            const auto [error] = co_await timer.async_wait(as_values);
            if (error)
                co_return;
        }
    }

    [[nodiscard]] task<void> wait_for(duration span) override
    {
        asio::steady_timer timer(co_await asio::this_coro::executor, span);
        co_await timer.async_wait(as_values);
    }

private:
    /// How late a wait may end after the wall clock was set forward or the machine slept.
    static constexpr duration max_piece = std::chrono::hours{1};
};

}  // namespace

std::unique_ptr<clock> make_system_clock()
{
    return std::make_unique<system_clock>();
}

}  // namespace defectd
