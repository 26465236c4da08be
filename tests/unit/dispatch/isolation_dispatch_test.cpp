#include <doctest/doctest.h>

#include <algorithm>

#include "dispatch_rig.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

bool is_dead(const post_request& request)
{
    return request.pool.starts_with("dead");
}

/// This many subscribers of which nothing is heard, and one that is well.
std::vector<subscriber_config> dead_and_well(int dead, std::optional<int> concurrency = std::nullopt)
{
    std::vector<subscriber_config> all;
    for (int i = 0; i < dead; ++i)
        all.push_back(subscriber_named("dead-" + std::to_string(i), {"defect.*"}));
    all.push_back(subscriber_named("well", {"defect.*"}));
    for (subscriber_config& each : all)
        each.concurrency = concurrency;
    return all;
}

std::vector<std::string> dead_names(int dead)
{
    std::vector<std::string> names;
    for (int i = 0; i < dead; ++i)
        names.push_back("dead-" + std::to_string(i));
    return names;
}

post_outcome dead_time_out(const post_request& request)
{
    return is_dead(request) ? post_outcome(post_failure{failure_reason::timeout, "no answer"})
                            : post_outcome(response_of(200));
}

/// What hangs times out, and what is begun afterwards hangs again.
void time_out(daemon_rig& rig, running_dispatcher& running)
{
    rig.http.release();
    rig.http.hold_if(is_dead);
    running.go_on_to(rig.clock.now());
}

std::ptrdiff_t posts_to(const daemon_rig& rig, const std::string& pool)
{
    return std::ranges::count(rig.http.requests, pool, &post_request::pool);
}

}  // namespace

TEST_SUITE("dispatch/isolation dispatch")
{
    TEST_CASE("200 receivers that hang do not delay one that answers, before and after they count as failing")
    {
        daemon_rig rig(dead_and_well(200), start);
        rig.http.hold_if(is_dead);
        rig.http.otherwise = dead_time_out;
        put_events(rig, 30, dead_names(200));
        running_dispatcher running(rig);
        running.go_on_until([&] { return rig.http.held() >= 200; }, start);
        running.put(50, {"well"});
        running.go_on_until([&] { return posts_to(rig, "well") == 50; }, start);
        CHECK(posts_to(rig, "well") == 50);

        time_out(rig, running);  // the last of them begin while others do not count as failing yet
        time_out(rig, running);
        CHECK(rig.http.held() == 128);
        CHECK(running->in_flight() == 128);
        running.put(50, {"well"});
        running.go_on_until([&] { return posts_to(rig, "well") == 100; }, start);
        CHECK(posts_to(rig, "well") == 100);
        rig.http.release();
    }

    TEST_CASE("five subscribers that hang with 64 attempts each leave the sixth its slot")
    {
        daemon_rig rig(dead_and_well(5, 64), start);
        rig.http.hold_if(is_dead);
        put_events(rig, 300, dead_names(5));
        running_dispatcher running(rig);
        running.go_on_until([&] { return rig.http.held() == 255; }, start);
        CHECK(rig.http.held() == 255);
        running.put(20, {"well"});
        running.go_on_until([&] { return posts_to(rig, "well") == 20; }, start);
        CHECK(posts_to(rig, "well") == 20);
        rig.http.release();
    }

    TEST_CASE("the backlog of failing subscribers stays in the store")
    {
        daemon_rig rig(dead_and_well(20, 64), start);
        rig.http.otherwise = dead_time_out;
        rig.http.hold_if(is_dead);
        put_events(rig, 200, dead_names(20));
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 30;
        running_dispatcher running(rig, deps);
        running.go_on_to(start);
        CHECK(rig.http.held() == 29);  // one is kept for the one that is well
        for (int i = 0; i < 3; ++i)
            time_out(rig, running);
        CHECK(rig.http.held() == 15);
        std::uint64_t claimed = 0;
        for (const subscriber_overview& each : overview(rig).subscribers)
            claimed += each.in_flight;
        CHECK(claimed <= 20);  // one each
        rig.http.release();
    }

    TEST_CASE("a receiver that begins to hang keeps one attempt after its timeout")
    {
        daemon_rig rig(dead_and_well(1, 8), start);
        put_events(rig, 100, {"dead-0"});
        rig.http.hold_if(
            [&](const post_request& request) { return is_dead(request) && rig.http.requests.size() > 20; });
        running_dispatcher running(rig);
        running.go_on_until([&] { return rig.http.held() == 8; }, start);
        rig.http.otherwise = [](const post_request&) {
            return post_outcome(post_failure{failure_reason::timeout, "no answer"});
        };
        rig.http.release();
        rig.http.hold_if(is_dead);
        running.go_on_to(start + 1s);
        CHECK(rig.http.held() == 1);
        rig.http.release();
    }

    TEST_CASE("all subscribers get their turn when more are due than there are slots")
    {
        std::vector<subscriber_config> many = dead_and_well(30);
        for (int i = 0; i < 30; ++i)
            many.push_back(subscriber_named("desk-" + std::to_string(i), {"defect.*"}));
        std::vector<std::string> names;
        for (const subscriber_config& each : many)
            names.push_back(each.name);
        daemon_rig rig(std::move(many), start);
        rig.http.otherwise = [](const post_request& request) {
            return post_outcome(response_of(is_dead(request) ? 500 : 200));
        };
        put_events(rig, 5, names);
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 4;
        dispatcher sender(rig.loop.get_executor(), deps);
        dispatch_until(rig, sender, [&] { return rig.http.requests.size() == 31 * 5 + 30 * 15; });
        CHECK(delivered(rig) == 31 * 5);
    }

    TEST_CASE("the learnt concurrency grows beyond 4 while a receiver answers")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 600, {"desk"});
        running_dispatcher running(rig);
        CHECK(running->look("desk").concurrency == 4);
        running.go_on_to(start);
        CHECK(delivered(rig) == 600);
        const int learnt = running->look("desk").concurrency;
        CHECK(learnt > 16);
        rig.http.hold();
        running.put(600, {"desk"});
        running.go_on_to(start);
        CHECK(rig.http.held() == static_cast<std::size_t>(std::min(learnt, 256)));
        rig.http.release();
    }

    TEST_CASE("the learnt concurrency falls on failure, and a configured one stays")
    {
        daemon_rig rig({subscriber_named("learning"), subscriber_named("told")}, start);
        rig.subscribers[1].concurrency = 3;
        rig.http.otherwise = [](const post_request&) { return post_outcome(response_of(503)); };
        put_events(rig, 4, {"learning", "told"});
        running_dispatcher running(rig);
        running.go_on_to(start + 1s);
        CHECK(running->look("learning").concurrency < 4);
        CHECK(running->look("told").concurrency == 3);
    }

    TEST_CASE("a clock that is set back delays neither rate limits nor retries")
    {
        daemon_rig rig({subscriber_named("desk"), subscriber_named("bell")}, start);
        rig.subscribers[0].limit = rate_limit{1, 10s};
        put_events(rig, 3, {"desk"});
        running_dispatcher running(rig);
        running.go_on_to(start + 1s);
        CHECK(posts_to(rig, "desk") == 1);
        rig.clock.set(start - 1h);
        running.put(1, {"bell"});
        running.go_on_to(start - 1h + 11s);
        CHECK(posts_to(rig, "desk") == 2);
    }
}
