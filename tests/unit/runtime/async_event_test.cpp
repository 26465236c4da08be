#include "defectd/runtime/async_event.hpp"

#include <doctest/doctest.h>

#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

constexpr timestamp start{1'700'000'000'000ms};

/// An event whose waits count how often they ended.
struct fixture {
    asio::io_context loop{1};
    async_event event{loop.get_executor()};
    manual_clock clock{start};
    int ended = 0;

    void wait_in_background()
    {
        auto waiting = [](fixture& all) -> task<void> {
            co_await all.event.wait();
            ++all.ended;
        };
        asio::co_spawn(loop, waiting(*this), [](std::exception_ptr error) { CHECK_FALSE(error); });
        loop.restart();
        loop.poll();
    }

    void wait_in_background(timestamp at)
    {
        auto waiting = [](fixture& all, timestamp until) -> task<void> {
            co_await all.event.wait_until(all.clock, until);
            ++all.ended;
        };
        asio::co_spawn(loop, waiting(*this, at), [](std::exception_ptr error) { CHECK_FALSE(error); });
        loop.restart();
        loop.poll();
    }
};

}  // namespace

TEST_SUITE("runtime/async_event")
{
    TEST_CASE_FIXTURE(fixture, "notify ends the present wait")
    {
        wait_in_background();
        CHECK(ended == 0);
        event.notify();
        loop.restart();
        loop.poll();
        CHECK(ended == 1);
    }

    TEST_CASE_FIXTURE(fixture, "notify before a wait ends that wait at once, and only that one")
    {
        event.notify();
        event.notify();
        wait_in_background();
        CHECK(ended == 1);
        wait_in_background();
        CHECK(ended == 1);
        event.notify();
        loop.restart();
        loop.poll();
        CHECK(ended == 2);
    }

    TEST_CASE_FIXTURE(fixture, "a timed wait ends at its time without notify")
    {
        wait_in_background(start + 10s);
        clock.advance(9s);
        loop.restart();
        loop.poll();
        CHECK(ended == 0);
        clock.advance(1s);
        loop.restart();
        loop.poll();
        CHECK(ended == 1);
        CHECK_FALSE(clock.next_wait());
    }

    TEST_CASE_FIXTURE(fixture, "notify ends a timed wait early and leaves no wait on the clock")
    {
        wait_in_background(start + 10s);
        event.notify();
        loop.restart();
        loop.poll();
        CHECK(ended == 1);
        CHECK_FALSE(clock.next_wait());
    }

    TEST_CASE_FIXTURE(fixture, "a timed wait for a past time, or after notify, ends at once")
    {
        wait_in_background(start);
        CHECK(ended == 1);
        event.notify();
        wait_in_background(start + 10s);
        CHECK(ended == 2);
    }

    TEST_CASE_FIXTURE(fixture, "notify after a wait that timed out ends the next wait")
    {
        wait_in_background(start + 1s);
        clock.advance(1s);
        loop.restart();
        loop.poll();
        REQUIRE(ended == 1);
        event.notify();
        wait_in_background();
        CHECK(ended == 2);
    }
}
