#include "defectd/runtime/clock.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <doctest/doctest.h>

#include "support/run_task.hpp"

using namespace defectd;
using namespace std::chrono_literals;

TEST_SUITE("runtime/clock")
{
    TEST_CASE("a wait for a time in the past ends at once")
    {
        const auto clock = make_system_clock();
        run_task([&]() -> task<void> { co_await clock->wait_until(clock->now() - 1h); });
        run_task([&]() -> task<void> { co_await clock->wait_until(timestamp::min()); });
    }

    TEST_CASE("a wait never ends before its time")
    {
        const auto clock = make_system_clock();
        run_task([&]() -> task<void> {
            for (int round = 0; round < 5; ++round) {
                const timestamp at = clock->now() + 3ms;
                co_await clock->wait_until(at);
                CHECK(clock->now() >= at);
            }
        });
    }

    TEST_CASE("a pause never ends before its duration")
    {
        const auto clock = make_system_clock();
        run_task([&]() -> task<void> {
            const auto began = std::chrono::steady_clock::now();
            co_await clock->wait_for(3ms);
            CHECK(std::chrono::steady_clock::now() - began >= 3ms);
        });
    }

    TEST_CASE("a wait for the maximum time does not overflow and ends when cancelled")
    {
        const auto clock = make_system_clock();
        asio::io_context loop(1);
        asio::cancellation_signal cancel;
        bool ended = false;
        bool threw = false;
        asio::co_spawn(loop, clock->wait_until(timestamp::max()),
                       asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error) {
                           ended = true;
                           threw = error != nullptr;
                       }));
        loop.poll();
        CHECK_FALSE(ended);
        cancel.emit(asio::cancellation_type::terminal);
        loop.poll();
        CHECK(ended);
        CHECK_FALSE(threw);
    }
}
