#include <doctest/doctest.h>

#include <algorithm>

#include "dispatch_rig.hpp"
#include "support/full_disk_store.hpp"

using namespace defectd;

namespace {

post_response held_back(int status, std::string retry_after)
{
    post_response response = response_of(status);
    response.retry_after = std::move(retry_after);
    return response;
}

std::vector<std::string> event_types(daemon_rig& rig)
{
    std::vector<std::string> types;
    for (const event& ev : rig.ask([](store& db) { return newest_events(db, 100); }))
        types.push_back(ev.type);
    return types;
}

subscriber_overview of(daemon_rig& rig, const std::string& name)
{
    for (const subscriber_overview& each : overview(rig).subscribers)
        if (each.name == name)
            return each;
    return {};
}

}  // namespace

TEST_SUITE("dispatch/health dispatch")
{
    TEST_CASE("a Retry-After holds the whole subscriber, and no other")
    {
        daemon_rig rig({subscriber_named("desk"), subscriber_named("other")}, start);
        rig.subscribers[0].concurrency = 1;
        put_events(rig, 3, {"desk", "other"});
        rig.http.answer_next("desk", held_back(429, "600"));
        running_dispatcher running(rig);
        running.go_on_to(start + 599s);
        CHECK(std::ranges::count(rig.http.requests, std::string("desk"), &post_request::pool) == 1);
        CHECK(std::ranges::count(rig.http.requests, std::string("other"), &post_request::pool) == 3);
        CHECK(of(rig, "desk").in_flight == 0);
        CHECK(running->look("desk").health.held_until == start + 600s);
        running.go_on_to(start + 601s);
        CHECK(of(rig, "desk").delivered == 3);
        CHECK_FALSE(running->look("desk").health.held_until);
    }

    TEST_CASE("a hold survives a restart")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 2, {"desk"});
        rig.subscribers[0].concurrency = 1;
        rig.http.answer_next("desk", held_back(503, "600"));
        {
            running_dispatcher running(rig);
            running.go_on_to(start + 10s);
        }
        CHECK(rig.http.requests.size() == 1);
        running_dispatcher again(rig);
        again.go_on_to(start + 590s);
        CHECK(rig.http.requests.size() == 1);
        again.go_on_to(start + 601s);
        CHECK(delivered(rig) == 2);
    }

    TEST_CASE("a 410 disables the subscriber, is announced to others, and enable sends the queued events")
    {
        daemon_rig rig({subscriber_named("desk"), subscriber_named("watch", {"subscriber.*"})}, start);
        rig.subscribers[0].concurrency = 1;
        put_events(rig, 3, {"desk"});
        rig.http.answer_next("desk", 410);
        running_dispatcher running(rig);
        running.go_on_to(start + std::chrono::hours{24});
        CHECK(std::ranges::count(rig.http.requests, std::string("desk"), &post_request::pool) == 1);
        CHECK(of(rig, "desk").due == 3);
        CHECK(running->look("desk").health.disabled->why == disabled_reason::gone);
        CHECK(event_types(rig).front() == "subscriber.disabled");
        CHECK(of(rig, "watch").delivered == 1);
        running.command("desk", subscriber_command::enable);
        running.go_on_to(rig.clock.now() + 1s);
        CHECK(of(rig, "desk").delivered == 3);
    }

    TEST_CASE("a result from before a command does not undo it after a full disk")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        full_disk_store full(*rig.db, 0);
        full.refuse_a_change_of_subscribers();
        store_worker full_worker(rig.loop.get_executor(), full, rig.clock, rig.log);
        put_events(rig, 1, {"desk"});
        rig.http.answer_next("desk", 410);
        const dispatcher_deps deps{rig.clock, rig.log,         rig.random, full_worker,
                                   rig.http,  rig.subscribers, 256,        "test"};
        dispatcher sender(rig.loop.get_executor(), deps);
        bool is_asked = false;
        bool is_enabled = false;
        const auto enable_when_full = [&] {
            if (full_worker.problem() && !std::exchange(is_asked, true))
                asio::co_spawn(rig.loop, sender.command("desk", subscriber_command::enable),
                               [&](std::exception_ptr) { is_enabled = true; });
            return is_enabled;
        };
        dispatch_until(rig, sender, enable_when_full);
        CHECK_FALSE(rig.db->subscriber_states().at(0).health.disabled);
    }

    TEST_CASE("a disabled subscriber stays disabled over a restart until its URL changes")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 1, {"desk"});
        rig.http.answer_next("desk", 410);
        {
            running_dispatcher running(rig);
            running.go_on_to(start + 1s);
        }
        rig.set_subscribers();
        {
            running_dispatcher running(rig);
            running.go_on_to(start + 1000s);
            CHECK(rig.http.requests.size() == 1);
        }
        rig.subscribers[0].url.target = "/another";
        rig.set_subscribers();
        running_dispatcher running(rig);
        running.go_on_to(rig.clock.now() + 1s);
        CHECK(delivered(rig) == 1);
    }

    TEST_CASE("a subscriber is disabled after disable_after without a success")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        rig.subscribers[0].health.disable_after = 100s;
        rig.subscribers[0].retry.schedule.assign(20, 30s);
        put_events(rig, 1, {"desk"});
        rig.http.otherwise = [](const post_request&) { return post_outcome(response_of(500)); };
        running_dispatcher running(rig);
        running.go_on_to(start + 60s);
        CHECK_FALSE(running->look("desk").health.disabled);
        rig.http.answer_next("desk", 200);
        running.go_on_to(start + 90s);
        CHECK(delivered(rig) == 1);
        CHECK_FALSE(running->look("desk").health.failing_since);
        running.put(1, {"desk"});
        running.go_on_to(start + 180s);
        CHECK_FALSE(running->look("desk").health.disabled);
        running.go_on_to(start + 250s);
        CHECK(running->look("desk").health.disabled->why == disabled_reason::failing);
        CHECK(of(rig, "desk").due == 1);
        CHECK(rig.log.says("subscriber disabled;"));
    }

    TEST_CASE("a failing subscriber gets one delivery at a time until one succeeds, then its backlog")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        rig.subscribers[0].concurrency = 4;
        put_events(rig, 1, {"desk"});
        rig.http.answer_next("desk", 500);
        running_dispatcher running(rig);
        running.go_on_to(start + 1s);
        rig.http.hold();
        running.put(20, {"desk"});
        running.go_on_to(start + 2s);
        CHECK(rig.http.held() == 1);
        rig.http.release();
        running.go_on_to(start + 3s);
        CHECK(of(rig, "desk").delivered == 20);
        rig.http.hold();
        running.put(20, {"desk"});
        running.go_on_to(start + 4s);
        CHECK(rig.http.held() == 4);
        rig.http.release();
    }

    TEST_CASE("an exhausted delivery is announced to other subscribers once")
    {
        daemon_rig rig({subscriber_named("desk", {"*"}), subscriber_named("watch", {"delivery.*"})}, start);
        rig.http.otherwise = [](const post_request&) { return post_outcome(response_of(500)); };
        put_events(rig, 1, {"desk"});
        running_dispatcher running(rig);
        running.go_on_to(start + std::chrono::hours{1});
        CHECK(of(rig, "desk").exhausted == 1);
        CHECK(of(rig, "watch").exhausted == 1);
        const auto types = event_types(rig);
        CHECK(std::ranges::count(types, "delivery.exhausted") == 1);
    }

    TEST_CASE("the queue of a paused subscriber is sent when it is resumed")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        running_dispatcher running(rig);
        running.go_on_to(start + 1s);
        running.command("desk", subscriber_command::pause);
        running.put(5, {"desk"});
        running.go_on_to(start + 100s);
        CHECK(rig.http.requests.empty());
        CHECK(of(rig, "desk").due == 5);
        running.command("desk", subscriber_command::resume);
        running.go_on_to(start + 101s);
        CHECK(delivered(rig) == 5);
    }

    TEST_CASE("disabling a subscriber releases what is prefetched and records what is in flight")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 20, {"desk"});
        rig.http.hold();
        running_dispatcher running(rig);
        running.go_on_until([&] { return rig.http.held() == 4; }, start);
        running.command("desk", subscriber_command::disable);
        rig.http.release();
        running.go_on_to(start + 10s);
        CHECK(of(rig, "desk").delivered == 4);
        CHECK(of(rig, "desk").due == 16);
        CHECK(of(rig, "desk").in_flight == 0);
        CHECK(running->look("desk").health.disabled->why == disabled_reason::by_hand);
    }

    TEST_CASE("a rate limit bounds the requests over time")
    {
        daemon_rig rig({subscriber_named("desk"), subscriber_named("other")}, start);
        rig.subscribers[0].limit = rate_limit{2, 10s};
        rig.subscribers[0].timeout = 1s;
        put_events(rig, 10, {"desk", "other"});
        running_dispatcher running(rig);
        running.go_on_to(start + 1s);
        CHECK(of(rig, "other").delivered == 10);
        CHECK(of(rig, "desk").delivered == 2);
        running.go_on_to(start + 21s);
        CHECK(of(rig, "desk").delivered == 6);
        running.go_on_to(start + 41s);
        CHECK(of(rig, "desk").delivered == 10);
    }

    TEST_CASE("a receiver's certificate that expires soon is logged once")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        put_events(rig, 3, {"desk"});
        rig.http.otherwise = [](const post_request&) {
            post_response response = response_of(200);
            response.certificate_expires_at = start + std::chrono::days{13};
            return post_outcome(response);
        };
        running_dispatcher running(rig);
        running.go_on_to(start + 1s);
        CHECK(delivered(rig) == 3);
        CHECK(rig.log.count(log_level::warning) == 1);
        CHECK(running->look("desk").certificate_expires_at == start + std::chrono::days{13});
    }

    TEST_CASE("a Retry-After holds although an earlier attempt succeeds after it")
    {
        daemon_rig rig({subscriber_named("desk")}, start);
        rig.subscribers[0].concurrency = 2;
        put_events(rig, 10, {"desk"});
        rig.http.answer_next("desk", held_back(429, "600"));
        running_dispatcher running(rig);
        running.go_on_to(start + 500s);
        CHECK(rig.http.requests.size() == 2);
        CHECK(of(rig, "desk").delivered == 1);
        running.go_on_to(start + 601s);
        CHECK(of(rig, "desk").delivered == 10);
    }

    TEST_CASE("a backlog that waits for its rate limit takes no slot from others")
    {
        daemon_rig rig({subscriber_named("a-slow"), subscriber_named("b-quick")}, start);
        rig.subscribers[0].limit = rate_limit{1, std::chrono::hours{1}};
        put_events(rig, 60, {"a-slow"});
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 2;
        dispatcher sender(rig.loop.get_executor(), deps);
        bool ended = false;
        asio::co_spawn(rig.loop, sender.run(), [&](std::exception_ptr) { ended = true; });
        rig.drive([&] { return rig.http.requests.size() == 1; }, [](timestamp) { return false; });
        put_events_while_running(rig, sender, 5, {"b-quick"});
        rig.drive([&] { return rig.http.requests.size() == 6; }, [](timestamp) { return false; });
        sender.stop(rig.clock.now());
        rig.drive([&] { return ended; }, [](timestamp) { return false; });
        CHECK(of(rig, "b-quick").delivered == 5);
        CHECK(of(rig, "a-slow").delivered == 1);
    }
}
