#include "defectd/runtime/task_group.hpp"

#include <doctest/doctest.h>

#include <boost/system/system_error.hpp>

#include <stdexcept>
#include <vector>

#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

struct fixture {
    asio::io_context loop{1};
    manual_clock clock{timestamp{0ms}};
    std::vector<std::string> failed;
    int ended = 0;
    task_group group{loop.get_executor(),
                     [this](const std::string& name, std::exception_ptr) { failed.push_back(name); }};

    task<void> count_after(duration wait)
    {
        co_await clock.wait_until(clock.now() + wait);
        ++ended;
    }

    task<void> wait_for_ever()
    {
        for (;;)
            co_await clock.wait_until(timestamp::max());
    }

    task<void> fail()
    {
        co_await let_others_run();
        throw std::runtime_error("no");
    }

    task<void> abort_itself()
    {
        co_await let_others_run();
        throw boost::system::system_error(asio::error::operation_aborted);
    }

    void join() { run_task(loop, group.join()); }
};

}  // namespace

TEST_SUITE("runtime/task_group")
{
    TEST_CASE_FIXTURE(fixture, "a task begins at the next turn of the loop, not inside spawn")
    {
        run_task(loop, [this]() -> task<void> {
            group.spawn("count", count_after(0s));
            CHECK(ended == 0);
            CHECK(group.size() == 1);
            co_await group.join();
            CHECK(ended == 1);
        });
        CHECK(group.size() == 0);
    }

    TEST_CASE_FIXTURE(fixture, "join waits for the last task")
    {
        group.spawn("short", count_after(1s));
        group.spawn("long", count_after(5s));
        bool joined = false;
        asio::co_spawn(loop, group.join(), [&](std::exception_ptr) { joined = true; });
        loop.poll();
        clock.advance(1s);
        loop.poll();
        CHECK(ended == 1);
        CHECK_FALSE(joined);
        clock.advance(4s);
        loop.poll();
        CHECK(ended == 2);
        CHECK(joined);
    }

    TEST_CASE_FIXTURE(fixture, "a failing task is reported by name, and the others continue")
    {
        group.spawn("bad", fail());
        group.spawn("good", count_after(0s));
        join();
        CHECK(failed == std::vector<std::string>{"bad"});
        CHECK(ended == 1);
    }

    TEST_CASE_FIXTURE(fixture, "cancel ends every task, started or not, and is not a failure")
    {
        group.spawn("waiting", wait_for_ever());
        loop.poll();
        group.spawn("not yet begun", wait_for_ever());
        group.cancel();
        join();
        CHECK(failed.empty());
    }

    TEST_CASE_FIXTURE(fixture, "an aborted operation without cancel is a failure")
    {
        group.spawn("odd", abort_itself());
        join();
        CHECK(failed == std::vector<std::string>{"odd"});
    }

    TEST_CASE_FIXTURE(fixture, "another failure after cancel is still reported")
    {
        group.spawn("bad", fail());
        loop.poll_one();
        group.cancel();
        group.spawn("late", fail());
        join();
        CHECK(failed == std::vector<std::string>{"late"});
    }

    TEST_CASE_FIXTURE(fixture, "a task may spawn into its own group")
    {
        auto parent = [](fixture& all) -> task<void> {
            all.group.spawn("child", all.count_after(0s));
            co_return;
        };
        group.spawn("parent", parent(*this));
        join();
        CHECK(ended == 1);
    }
}
