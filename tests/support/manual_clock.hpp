// A clock that stands still until the test turns it.
#ifndef DEFECTD_TESTS_SUPPORT_MANUAL_CLOCK_HPP
#define DEFECTD_TESTS_SUPPORT_MANUAL_CLOCK_HPP

#include <boost/asio/steady_timer.hpp>

#include <map>
#include <optional>

#include "defectd/runtime/clock.hpp"

namespace defectd {

/// Loop thread only.  Must outlive the waits on it.
class manual_clock final : public clock {
public:
    explicit manual_clock(timestamp start) : now_(start) {}

    [[nodiscard]] timestamp now() const override { return now_; }

    [[nodiscard]] task<void> wait_until(timestamp at) override
    {
        while (now_ < at) {
            asio::steady_timer timer(co_await asio::this_coro::executor,
                                     asio::steady_timer::time_point::max());
            const auto place = waits_.emplace(at, &timer);
            const auto [error] = co_await timer.async_wait(as_values);
            const bool is_due = place->second == nullptr;
            waits_.erase(place);
            if (error && !is_due)
                co_return;
        }
    }

    /// By the one time there is.
    [[nodiscard]] task<void> wait_for(duration span) override { return wait_until(now_ + span); }

    /// Sets the time, back too, and wakes those whose time has come, earliest first.
    void set(timestamp at)
    {
        now_ = at;
        for (auto wait = waits_.begin(); wait != waits_.end() && wait->first <= now_; ++wait) {
            if (wait->second != nullptr)
                wait->second->cancel();
            wait->second = nullptr;
        }
    }

    void advance(duration step) { set(now_ + step); }

    /// The earliest time that is waited for.
    [[nodiscard]] std::optional<timestamp> next_wait() const
    {
        for (const auto& [at, timer] : waits_)
            if (timer != nullptr)
                return at;
        return std::nullopt;
    }

private:
    timestamp now_;
    std::multimap<timestamp, asio::steady_timer*> waits_;
};

}  // namespace defectd

#endif
