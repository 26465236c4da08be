#include <doctest/doctest.h>

#include <algorithm>

#include "dispatch_rig.hpp"

using namespace defectd;

namespace {

subscriber_config chat_with_digest(duration window, int max)
{
    subscriber_config subscriber = subscriber_named("chat");
    subscriber.payload.format = payload_format::slack;
    subscriber.answers = answer_rules::slack;
    subscriber.digest = digest_rules{window, max};
    return subscriber;
}

post_response slack_ok()
{
    post_response response = response_of(200);
    response.body_head = "ok";
    return response;
}

struct digest_rig : daemon_rig {
    explicit digest_rig(duration window = 30s, int max = 20)
        : daemon_rig({chat_with_digest(window, max)}, start)
    {
        http.otherwise = [](const post_request&) { return post_outcome(slack_ok()); };
    }

    [[nodiscard]] std::vector<delivery_history> histories()
    {
        return ask([](store& from) {
            std::vector<delivery_history> all;
            for (const delivery_record& each : from.deliveries({}))
                all.push_back(*from.find_delivery(each.id));
            return all;
        });
    }
};

}  // namespace

TEST_SUITE("dispatch/digest dispatch")
{
    TEST_CASE("events within the window go in one digest, whose id every delivery has")
    {
        digest_rig rig;
        running_dispatcher running(rig);
        running.put(3, {"chat"});
        running.go_on_to(start + 29s);
        CHECK(rig.http.requests.empty());
        running.put(2, {"chat"});
        running.go_on_to(start + 31s);
        REQUIRE(rig.http.requests.size() == 1);
        CHECK(delivered(rig) == 5);
        const std::string id = rig.http.requests[0].headers.at(0).second;
        for (const delivery_history& each : rig.histories()) {
            REQUIRE(each.attempts.size() == 1);
            CHECK(each.attempts[0].message_id == id);
        }
    }

    TEST_CASE("a full digest does not wait, and events beyond max_events go into the next")
    {
        digest_rig rig(30s, 4);
        running_dispatcher running(rig);
        running.put(9, {"chat"});
        running.go_on_to(start + 1s);
        CHECK(rig.http.requests.size() == 2);
        CHECK(delivered(rig) == 8);
        running.go_on_to(start + 31s);
        CHECK(rig.http.requests.size() == 3);
        CHECK(delivered(rig) == 9);
        CHECK(std::ranges::count_if(rig.histories(), [](const delivery_history& each) {
                  return each.attempts.at(0).message_id.empty();
              }) == 1);
    }

    TEST_CASE("a digest that fails is retried as a whole")
    {
        digest_rig rig;
        rig.http.answer_next("chat", 500);
        running_dispatcher running(rig);
        running.put(3, {"chat"});
        running.go_on_to(start + 31s);
        CHECK(delivered(rig) == 0);
        running.go_on_to(start + 45s);
        CHECK(delivered(rig) == 3);
        CHECK(rig.http.requests.size() == 2);
    }

    TEST_CASE("a rejected digest is sent event by event, a rejected event as text, and then exhausted")
    {
        digest_rig rig;
        post_response refused = response_of(400);
        refused.body_head = "invalid_blocks";
        rig.subscribers[0].concurrency = 1;
        rig.http.answer_next("chat", refused);  // the digest
        rig.http.answer_next("chat", refused);  // the first alone
        running_dispatcher running(rig);
        running.put(3, {"chat"});
        running.go_on_to(start + 40s);
        CHECK(rig.http.requests.size() == 5);
        CHECK(delivered(rig) == 3);
        CHECK_FALSE(running->look("chat").health.failing_since);

        rig.http.answer_next("chat", refused);
        running.put(1, {"chat"});
        running.go_on_to(start + 80s);
        CHECK(delivered(rig) == 4);
        for (int i = 0; i < 2; ++i)
            rig.http.answer_next("chat", refused);
        running.put(1, {"chat"});
        running.go_on_to(start + 120s);
        CHECK(overview(rig).subscribers.at(0).exhausted == 1);
    }

    TEST_CASE("a digest that gets a plain 400 is retried event by event")
    {
        digest_rig rig;
        rig.subscribers[0].answers = answer_rules::discord;
        rig.subscribers[0].payload.format = payload_format::discord;
        rig.http.answer_next("chat", 400);  // the digest
        rig.http.otherwise = [](const post_request&) { return post_outcome(response_of(204)); };
        running_dispatcher running(rig);
        running.put(3, {"chat"});
        running.go_on_to(start + 100s);
        CHECK(rig.http.requests.size() == 4);
        CHECK(delivered(rig) == 3);
    }

    TEST_CASE("a text form that fails is retried as text on its schedule")
    {
        digest_rig rig;
        rig.subscribers[0].digest.reset();
        post_response refused = response_of(400);
        refused.body_head = "invalid_blocks";
        rig.http.answer_next("chat", refused);
        for (int i = 0; i < 2; ++i)
            rig.http.answer_next("chat", 503);
        running_dispatcher running(rig);
        running.put(1, {"chat"});
        running.go_on_to(start + 100s);
        REQUIRE(rig.http.requests.size() == 4);  // blocks; text at once, after 10 s and after 20 s more
        for (std::size_t i = 1; i < 4; ++i)
            CHECK(rig.http.requests[i].body.find("blocks") == std::string::npos);
        CHECK(rig.clock.now() >= start + 30s);
        CHECK(delivered(rig) == 1);
        CHECK(rig.histories().at(0).attempts.size() == 4);
    }

    TEST_CASE("an unfinished digest is released at shutdown and sent after the restart")
    {
        digest_rig rig;
        {
            running_dispatcher running(rig);
            running.put(3, {"chat"});
            running.go_on_to(start + 1s);
        }
        CHECK(rig.http.requests.empty());
        CHECK(overview(rig).subscribers.at(0).in_flight == 0);
        running_dispatcher running(rig);
        running.go_on_to(start + 31s);
        CHECK(rig.http.requests.size() == 1);
        CHECK(delivered(rig) == 3);
    }

    TEST_CASE("a digest that is not full takes no slot from others")
    {
        digest_rig rig(std::chrono::hours{1}, 100);
        rig.subscribers.push_back(subscriber_named("desk"));
        rig.set_subscribers();
        rig.http.otherwise = [](const post_request&) { return post_outcome(slack_ok()); };
        put_events(rig, 90, {"chat"});
        put_events(rig, 30, {"desk"});
        dispatcher_deps deps = deps_of(rig);
        deps.max_in_flight = 2;
        dispatcher sender(rig.loop.get_executor(), deps);
        dispatch_until(
            rig, sender, [&] { return rig.http.requests.size() == 30; }, [](timestamp) { return false; });
        CHECK(delivered(rig) == 30);
    }

    TEST_CASE("the deliveries of unsent digests are bounded")
    {
        digest_rig rig(std::chrono::hours{1}, 100);
        rig.subscribers[0].concurrency = 1000;
        put_events(rig, 1200, {"chat"});
        running_dispatcher running(rig);
        rig.http.hold();
        running.go_on_to(start + 1s);
        CHECK(rig.ask([&rig](store& from) { return from.overview(rig.clock.now()); })
                  .subscribers.at(0)
                  .in_flight <= 1000);
    }
}
