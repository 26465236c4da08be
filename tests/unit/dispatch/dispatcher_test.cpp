#include "defectd/dispatch/dispatcher.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "dispatch_rig.hpp"

using namespace defectd;
using namespace std::chrono_literals;

TEST_SUITE("dispatch/dispatcher")
{
    TEST_CASE("each delivery is sent once and recorded")
    {
        daemon_rig rig({subscriber_named("desk"), subscriber_named("audit")}, start);
        put_events(rig, 10, {"desk", "audit"});
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        dispatch_until(rig, sender, [&] { return rig.http.requests.size() == 20; });
        CHECK(delivered(rig) == 20);
        CHECK(rig.http.requests.size() == 20);
        std::set<std::pair<std::string, std::string>> sent;
        for (const post_request& request : rig.http.requests)
            sent.emplace(request.pool, request.headers.at(0).second);
        CHECK(sent.size() == 20);
    }

    TEST_CASE("a failed delivery is retried on its schedule under the same webhook-id")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 1, {"desk"});
        rig.http.answer_next("desk", 503);
        rig.http.answer_next("desk", 500);
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        dispatch_until(rig, sender, [&] { return rig.http.requests.size() == 3; });
        CHECK(rig.clock.now() >= start + 30s);
        CHECK(delivered(rig) == 1);
        const auto id_of = [](const post_request& request) { return request.headers.at(0).second; };
        CHECK(rig.http.requests[0].headers.at(0).first == "webhook-id");
        CHECK(id_of(rig.http.requests[0]) == id_of(rig.http.requests[2]));
    }

    TEST_CASE("a delivery is exhausted at the end of its schedule and not sent again")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 1, {"desk"});
        rig.http.otherwise = [](const post_request&) { return post_outcome(response_of(500)); };
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        dispatch_until(rig, sender, [&] { return rig.log.says("delivery exhausted"); });
        CHECK(rig.http.requests.size() == 3);
        CHECK(overview(rig).subscribers.at(0).exhausted == 1);
    }

    TEST_CASE("no more attempts are in flight to a subscriber than its concurrency")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        rig.subscribers[0].concurrency = 3;
        put_events(rig, 20, {"desk"});
        rig.http.hold();
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        bool released = false;
        dispatch_until(
            rig, sender,
            [&] {
                if (rig.http.held() == 3 && !released) {
                    CHECK(sender.in_flight() == 3);
                    released = true;
                    rig.http.release();
                }
                return rig.http.requests.size() == 20;
            },
            [](timestamp) { return false; });
        CHECK(released);
        CHECK(delivered(rig) == 20);
    }

    TEST_CASE("a receiver that hangs does not delay another subscriber")
    {
        daemon_rig rig({subscriber_named("hangs"), subscriber_named("works")}, start);
        put_events(rig, 3, {"hangs"});
        rig.http.hold();
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        bool ended = false;
        asio::co_spawn(rig.loop, sender.run(), [&](std::exception_ptr) { ended = true; });
        rig.drive([&] { return rig.http.held() == 3; }, [](timestamp) { return false; });
        rig.http.hold_only("hangs");
        put_events_while_running(rig, sender, 2, {"works"});
        rig.drive([&] { return rig.http.requests.size() == 5; }, [](timestamp) { return false; });
        sender.stop(rig.clock.now());
        rig.drive([&] { return ended; }, [](timestamp) { return false; });
        CHECK(delivered(rig) == 2);
    }

    TEST_CASE("more subscribers than slots are all served")
    {
        std::vector<subscriber_config> many;
        std::vector<std::string> names(50);
        for (std::string& name : names)
            name = many.emplace_back(subscriber_named("desk-" + std::to_string(many.size()))).name;
        daemon_rig rig(std::move(many), start);
        put_events(rig, 2, names);
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 3;
        dispatcher sender(rig.loop.get_executor(), deps);
        dispatch_until(rig, sender, [&] {
            CHECK(sender.in_flight() <= 3);
            return rig.http.requests.size() == 100;
        });
        CHECK(delivered(rig) == 100);
    }

    TEST_CASE("a subscriber with many deliveries leaves another its slot")
    {
        daemon_rig rig({subscriber_named("a-slow"), subscriber_named("b-quick")}, start);
        put_events(rig, 10, {"a-slow"});
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 5;
        rig.http.hold_only("a-slow");
        dispatcher sender(rig.loop.get_executor(), deps);
        bool ended = false;
        asio::co_spawn(rig.loop, sender.run(), [&](std::exception_ptr) { ended = true; });
        rig.drive([&] { return rig.http.held() == 4; }, [](timestamp) { return false; });
        put_events_while_running(rig, sender, 5, {"a-slow", "b-quick"});
        const auto quick = [&] {
            return std::ranges::count(rig.http.requests, std::string("b-quick"), &post_request::pool);
        };
        rig.drive([&] { return quick() == 5; }, [](timestamp) { return false; });
        sender.stop(rig.clock.now());
        rig.drive([&] { return ended; }, [](timestamp) { return false; });
        CHECK(delivered(rig) == 5);
    }

    TEST_CASE("a long backlog does not delay another subscriber under a tight limit")
    {
        daemon_rig rig({subscriber_named("a-busy"), subscriber_named("b-late")}, start);
        put_events(rig, 30, {"a-busy"});
        put_events(rig, 3, {"b-late"});
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 1;
        dispatcher sender(rig.loop.get_executor(), deps);
        dispatch_until(rig, sender, [&] { return rig.http.requests.size() == 33; });
        std::size_t last = 0;
        for (std::size_t i = 0; i < rig.http.requests.size(); ++i)
            if (rig.http.requests[i].pool == "b-late")
                last = i;
        CHECK(last < 10);
    }

    TEST_CASE("a disabled subscriber is sent nothing, and its deliveries stay pending")
    {
        daemon_rig rig({subscriber_named("off"), subscriber_named("on")}, start);
        rig.subscribers[0].enabled = false;
        put_events(rig, 2, {"off", "on"});
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        dispatch_until(rig, sender, [&] { return rig.http.requests.size() == 2; });
        for (const post_request& request : rig.http.requests)
            CHECK(request.pool == "on");
        for (const subscriber_overview& subscriber : overview(rig).subscribers)
            CHECK(subscriber.due == (subscriber.name == "off" ? 2 : 0));
    }

    TEST_CASE("wake() wakes an idle dispatcher")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        bool ended = false;
        asio::co_spawn(rig.loop, sender.run(), [&](std::exception_ptr) { ended = true; });
        put_events_while_running(rig, sender, 1, {"desk"});
        rig.drive([&] { return rig.http.requests.size() == 1; }, [](timestamp) { return false; });
        sender.stop(rig.clock.now() + 5s);
        rig.drive([&] { return ended; }, [](timestamp) { return false; });
        CHECK(delivered(rig) == 1);
        CHECK(rig.clock.now() == start);
    }

    TEST_CASE("an attempt that shutdown cuts off leaves its delivery due at once, and does not count")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 1, {"desk"});
        rig.http.hold();
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        dispatch_until(
            rig, sender, [&] { return rig.http.held() == 1; }, [](timestamp) { return false; });
        CHECK(overview(rig).subscribers.at(0).due == 1);
        CHECK(overview(rig).subscribers.at(0).in_flight == 0);
        const claim_result again = rig.db->record_and_claim({{}, {}, rig.clock.now()},
                                                            {"test", rig.clock.now(), 60s, {{"desk", 1}}});
        REQUIRE(again.claimed.size() == 1);
        CHECK(again.claimed[0].attempt == 1);
    }

    TEST_CASE("an attempt that ends during the shutdown grace is recorded")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 1, {"desk"});
        rig.http.hold();
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        bool ended = false;
        asio::co_spawn(rig.loop, sender.run(), [&](std::exception_ptr) { ended = true; });
        rig.drive([&] { return rig.http.held() == 1; }, [](timestamp) { return false; });
        sender.stop(rig.clock.now() + 5s);
        rig.http.release();
        rig.drive([&] { return ended; }, [](timestamp) { return false; });
        CHECK(delivered(rig) == 1);
        CHECK(rig.clock.now() == start);
    }

    TEST_CASE("a failure is logged as a warning once, and the recovery as info")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 1, {"desk"});
        rig.http.answer_next("desk", post_failure{failure_reason::connect, "refused"});
        rig.http.answer_next("desk", post_failure{failure_reason::connect, "refused"});
        dispatcher sender(rig.loop.get_executor(), deps_of(rig));
        dispatch_until(rig, sender, [&] { return rig.http.requests.size() == 3; });
        CHECK(rig.log.count(log_level::warning) == 1);
        CHECK(rig.log.says("subscriber recovered"));
    }
}
