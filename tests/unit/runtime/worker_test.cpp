#include "defectd/runtime/worker.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <vector>

#include "support/run_task.hpp"

using namespace defectd;

TEST_SUITE("runtime/worker")
{
    TEST_CASE("work runs on another thread and its value arrives on the loop's")
    {
        asio::io_context loop(1);
        worker background(1);
        run_task(loop, [&]() -> task<void> {
            const auto loop_thread = std::this_thread::get_id();
            auto work = [] { return std::make_unique<std::thread::id>(std::this_thread::get_id()); };
            const auto work_thread = co_await background.run(work);
            CHECK(*work_thread != loop_thread);
            CHECK(std::this_thread::get_id() == loop_thread);
        });
    }

    TEST_CASE("work may return no value and may own objects that cannot be copied")
    {
        asio::io_context loop(1);
        worker background(1);
        int seen = 0;
        auto owned = std::make_unique<int>(7);
        auto work = [&seen, owned = std::move(owned)] { seen = *owned; };
        run_task(loop, background.run(std::move(work)));
        CHECK(seen == 7);
    }

    TEST_CASE("an exception of the work is thrown in the coroutine")
    {
        asio::io_context loop(1);
        worker background(1);
        auto work = []() -> int { throw std::runtime_error("disk full"); };
        run_task(loop, [&]() -> task<void> {
            CHECK_THROWS_WITH_AS(co_await background.run(work), "disk full", std::runtime_error);
        });
    }

    TEST_CASE("one thread runs one piece of work at a time, in order")
    {
        asio::io_context loop(1);
        worker background(1);
        std::atomic<int> at_once = 0;
        std::vector<int> order;
        for (int piece = 0; piece < 50; ++piece) {
            auto work = [&at_once, &order, piece] {
                CHECK(++at_once == 1);
                order.push_back(piece);
                --at_once;
            };
            asio::co_spawn(loop, background.run(work), [](std::exception_ptr error) { CHECK_FALSE(error); });
        }
        loop.run();
        CHECK(order.size() == 50);
        CHECK(std::is_sorted(order.begin(), order.end()));
    }

    TEST_CASE("work that has started is completed when its coroutine is cancelled")
    {
        asio::io_context loop(1);
        worker background(1);
        asio::cancellation_signal cancel;
        std::binary_semaphore begun(0);
        std::binary_semaphore go_on(0);
        int value = 0;
        auto work = [&] {
            begun.release();
            go_on.acquire();
            return 42;
        };
        auto body = [&]() -> task<void> { value = co_await background.run(work); };
        asio::co_spawn(loop, body(), asio::bind_cancellation_slot(cancel.slot(), [](std::exception_ptr) {}));
        loop.poll();
        begun.acquire();
        cancel.emit(asio::cancellation_type::terminal);
        go_on.release();
        loop.run();
        CHECK(value == 42);
    }
}
