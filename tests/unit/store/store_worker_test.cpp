#include "defectd/store/store_worker.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>

#include "defectd/store/sqlite.hpp"
#include "support/manual_clock.hpp"
#include "support/recorded_log.hpp"
#include "support/run_task.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp start = *parse_rfc3339("2026-11-23T11:00:00Z");

struct worker_rig {
    asio::io_context loop{1};
    std::unique_ptr<store> db = open_sqlite_store(":memory:");
    manual_clock clock{start};
    recorded_log log;
    store_worker worker{loop.get_executor(), *db, clock, log};
};

}  // namespace

TEST_SUITE("store/store_worker")
{
    TEST_CASE("a call on a full disk is repeated every five seconds until it succeeds")
    {
        worker_rig rig;
        auto& [loop, db, clock, log, worker] = rig;
        int calls = 0;
        auto call = [&](store&) {
            if (++calls < 3)
                throw store_error(store_fault::disk_full, "no space left");
            return calls;
        };
        int gave = 0;
        asio::co_spawn(loop, worker.run(call), [&](std::exception_ptr, int value) { gave = value; });
        run_task(loop, [&]() -> task<void> {
            while (gave == 0) {
                co_await let_others_run();
                if (clock.next_wait()) {
                    CHECK(worker.problem() == "no space left");
                    clock.set(*clock.next_wait());
                }
            }
        });
        CHECK(gave == 3);
        CHECK(clock.now() == start + 10s);
        CHECK_FALSE(worker.problem());
        CHECK(log.count(log_level::error) == 1);
        CHECK(log.says("store recovered"));
    }

    TEST_CASE("damage that one caller meets ends run_until_fatal(), too")
    {
        worker_rig rig;
        auto& [loop, db, clock, log, worker] = rig;
        std::exception_ptr ended;
        asio::co_spawn(loop, worker.run_until_fatal(),
                       [&](std::exception_ptr failure) { ended = std::move(failure); });
        run_task(loop, [&]() -> task<void> {
            auto look = [](store&) -> bool { throw store_error(store_fault::corrupt, "a page is damaged"); };
            bool is_refused = false;
            try {
                co_await worker.run(look);
            } catch (const store_error& error) {
                is_refused = error.fault() == store_fault::corrupt;
            }
            CHECK(is_refused);
            while (!ended)
                co_await let_others_run();
        });
        CHECK_THROWS_WITH_AS(std::rethrow_exception(ended), "a page is damaged", store_error);
    }

    TEST_CASE("a call that does not use the disk does not report a recovery")
    {
        worker_rig rig;
        auto& [loop, db, clock, log, worker] = rig;
        bool is_full = true;
        auto write = [&](store&) {
            if (is_full)
                throw store_error(store_fault::disk_full, "no space left");
            return true;
        };
        bool is_written = false;
        asio::co_spawn(loop, worker.run(write), [&](std::exception_ptr, bool) { is_written = true; });
        run_task(loop, [&]() -> task<void> {
            while (!clock.next_wait())
                co_await let_others_run();
            auto look = [](store&) { return true; };
            co_await worker.run(look);
            CHECK(worker.problem() == "no space left");
            CHECK_FALSE(log.says("store recovered"));
            is_full = false;
            clock.set(*clock.next_wait());
            while (!is_written)
                co_await let_others_run();
            CHECK_FALSE(worker.problem());
        });
    }

    TEST_CASE("run_once returns after the wait without a repetition")
    {
        worker_rig rig;
        auto& [loop, db, clock, log, worker] = rig;
        int calls = 0;
        auto call = [&](store&) {
            if (++calls == 1)
                throw store_error(store_fault::disk_full, "no space left");
            return calls;
        };
        std::vector<std::optional<int>> gave;
        asio::co_spawn(loop, worker.run_once(call),
                       [&](std::exception_ptr, std::optional<int> value) { gave.push_back(value); });
        run_task(loop, [&]() -> task<void> {
            while (!clock.next_wait())
                co_await let_others_run();
            clock.set(*clock.next_wait());
            while (gave.empty())
                co_await let_others_run();
            CHECK(worker.problem());
            gave.push_back(co_await worker.run_once(call));
            CHECK_FALSE(worker.problem());
        });
        CHECK(gave == std::vector<std::optional<int>>{std::nullopt, 2});
    }

    TEST_CASE("a fatal fault reaches the caller at once")
    {
        for (const store_fault fault :
             {store_fault::fsync_failed, store_fault::corrupt, store_fault::newer_schema}) {
            worker_rig rig;
            auto& [loop, db, clock, log, worker] = rig;
            auto call = [fault](store&) -> int { throw store_error(fault, "cannot go on"); };
            std::exception_ptr failure;
            asio::co_spawn(loop, worker.run(call), [&](std::exception_ptr broken, int) { failure = broken; });
            run_task(loop, [&]() -> task<void> {
                while (!failure)
                    co_await let_others_run();
            });
            CHECK_THROWS_AS(std::rethrow_exception(failure), store_error);
            CHECK_FALSE(worker.problem());
        }
    }
}
