// The doubles that other suites rest on.
#include <doctest/doctest.h>

#include <vector>

#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "support/scripted_http_client.hpp"
#include "support/seeded_random.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

task<void> note_at(manual_clock& clock, duration at, std::vector<int>& notes)
{
    co_await clock.wait_until(timestamp{at});
    notes.push_back(static_cast<int>(at.count()));
}

}  // namespace

TEST_SUITE("runtime/support")
{
    TEST_CASE("a manual clock ends the waits whose time has come, earliest first")
    {
        asio::io_context loop(1);
        manual_clock clock(timestamp{0ms});
        std::vector<int> notes;
        for (const duration at : {30ms, 10ms, 20ms, 99ms})
            asio::co_spawn(loop, note_at(clock, at, notes), [](std::exception_ptr) {});
        loop.poll();
        CHECK(clock.next_wait() == timestamp{10ms});
        clock.advance(9ms);
        loop.poll();
        CHECK(notes.empty());
        clock.advance(40ms);
        loop.poll();
        CHECK(notes == std::vector<int>{10, 20, 30});
        clock.set(timestamp{99ms});
        loop.poll();
        CHECK(notes.back() == 99);
        CHECK_FALSE(clock.next_wait());
    }

    TEST_CASE("run_task throws the exception of the coroutine")
    {
        auto body = []() -> task<void> {
            throw std::runtime_error("boom");
            co_return;
        };
        CHECK_THROWS_WITH(run_task(body), "boom");
    }

    TEST_CASE("a seeded source repeats its values")
    {
        seeded_random one(5);
        seeded_random other(5);
        CHECK(one.bytes(9) == other.bytes(9));
        CHECK(one.unit() == other.unit());
    }

    TEST_CASE("a scripted client answers by its script, then with its default, and can hold an answer")
    {
        scripted_http_client client;
        client.answer_next("desk", 503);
        post_request request;
        request.pool = "desk";
        std::vector<int> statuses;
        auto send = [&]() -> task<void> {
            const post_outcome outcome = co_await client.post(request);
            statuses.push_back(std::get<post_response>(outcome).status);
        };
        asio::io_context loop(1);
        client.hold();
        for (int count = 0; count < 2; ++count)
            asio::co_spawn(loop, send(), [](std::exception_ptr) {});
        loop.poll();
        CHECK(client.held() == 2);
        CHECK(statuses.empty());
        client.release();
        loop.poll();
        CHECK(statuses == std::vector<int>{503, 200});
        CHECK(client.requests.size() == 2);
    }
}
