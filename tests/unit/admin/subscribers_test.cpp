#include <doctest/doctest.h>

#include "admin_rig.hpp"
#include "shown_subscriber.hpp"

namespace defectd {

TEST_SUITE("admin/subscribers")
{
    TEST_CASE("the state is the one that keeps most from being sent")
    {
        const timestamp past = start - 1h;
        const timestamp coming = start + 1h;
        subscriber_config on;
        subscriber_config off;
        off.enabled = false;
        const disabled_state gone{past, disabled_reason::gone};
        const subscriber_health all_at_once{past, coming, gone, true, 1};
        subscriber_health health;
        CHECK(state_of(on, health, start) == "enabled");
        CHECK(state_of(off, health, start) == "disabled");
        health.failing_since = past;
        CHECK(state_of(on, health, start) == "failing");
        health.held_until = start;
        CHECK(state_of(on, health, start) == "failing");
        health.held_until = coming;
        CHECK(state_of(on, health, start) == "held");
        health.is_paused = true;
        CHECK(state_of(on, health, start) == "paused");
        CHECK(state_of(on, all_at_once, start) == "disabled");
    }

    TEST_CASE("a subscriber is shown with its counts, and of its URL only the host")
    {
        admin_rig rig;
        put_events(rig.bench, 3, {"desk"});
        const server_response response = rig.ask("GET", "/api/v1/subscribers");
        CHECK(response.body.find("canary") == std::string::npos);
        const json::object document = admin_rig::document(response);
        const json::array& subscribers = document.at("subscribers").as_array();
        REQUIRE(subscribers.size() == 2);
        CHECK(
            json::serialize(subscribers[0]) ==
            R"({"name":"desk","format":"standard","host":"hooks.example.com","enabled":true,"state":"enabled",)"
            R"("disabled_reason":null,"disabled_since":null,"failing_since":null,"held_until":null,"concurrency":4,)"
            R"("in_flight":0,)"
            R"("due":3,"scheduled":0,"delivered":0,"exhausted":0,"oldest_due_at":"2026-11-23T11:00:00.000Z",)"
            R"("last_failure":null,"certificate_expires_at":null})");
        CHECK(subscribers[1].at("name") == "night");
        CHECK(rig.get("/api/v1/subscribers/desk") == subscribers[0].as_object());
    }

    TEST_CASE("one switched off and on again is shown as it is, and the log says who did it")
    {
        admin_rig rig;
        const json::object disabled = rig.post("/api/v1/subscribers/desk/disable");
        CHECK(disabled.at("state") == "disabled");
        CHECK(disabled.at("disabled_reason") == "by_hand");
        CHECK(disabled.at("disabled_since") == "2026-11-23T11:00:00.000Z");
        CHECK(rig.get("/api/v1/subscribers/night").at("state") == "enabled");
        CHECK(rig.post("/api/v1/subscribers/desk/pause").at("state") == "disabled");
        CHECK(rig.post("/api/v1/subscribers/desk/enable").at("state") == "paused");
        CHECK(rig.post("/api/v1/subscribers/desk/resume").at("state") == "enabled");
        CHECK(rig.bench.log.says("subscriber disabled manually subscriber=desk by=uid 1234"));
        CHECK(rig.bench.log.says("subscriber resumed manually subscriber=desk"));
        CHECK_FALSE(rig.bench.db->subscriber_states().front().health.disabled);
    }

    TEST_CASE("what is disabled manually is so in the store, before the answer")
    {
        admin_rig rig;
        CHECK(rig.ask("POST", "/api/v1/subscribers/night/pause").status == 200);
        CHECK(rig.bench.db->subscriber_states().back().health.is_paused);
        CHECK_FALSE(rig.bench.db->subscriber_states().front().health.is_paused);
    }

    TEST_CASE("`enabled: false` is not lifted manually")
    {
        std::vector<subscriber_config> subscribers = two_subscribers();
        subscribers.front().enabled = false;
        admin_rig rig(subscribers);
        CHECK(rig.refusal("POST", "/api/v1/subscribers/desk/enable") == "409 disabled_in_configuration");
        const json::object shown = rig.get("/api/v1/subscribers/desk");
        CHECK(shown.at("state") == "disabled");
        CHECK(shown.at("disabled_reason") == "configuration");
        CHECK(shown.at("disabled_since").is_null());
        CHECK(rig.post("/api/v1/subscribers/night/enable").at("state") == "enabled");
    }

    TEST_CASE("an unknown subscriber is answered with the known ones")
    {
        admin_rig rig;
        for (const char* const command :
             {"", "/enable", "/disable", "/pause", "/resume", "/ping", "/recover?since=2h"}) {
            CAPTURE(command);
            const std::string method = command[0] == '\0' ? "GET" : "POST";
            const std::string target = std::string("/api/v1/subscribers/dask") + command;
            CHECK(rig.refusal(method, target) == "404 no_such_subscriber");
            CHECK(rig.ask(method, target).body.find("desk, night") != std::string::npos);
        }
        CHECK(rig.bench.http.requests.empty());
    }

    TEST_CASE("recover makes due what the subscriber never got, and all of it when asked to")
    {
        admin_rig rig;
        put_events(rig.bench, 2, {"night"});
        CHECK(rig.post("/api/v1/subscribers/desk/recover?since=1h").at("due") == 2);
        CHECK(rig.post("/api/v1/subscribers/desk/recover?since=1h").at("due") == 0);
        rig.record("desk", delivery_state::delivered, 200);
        CHECK(rig.post("/api/v1/subscribers/desk/recover?since=1h").at("due") == 0);
        CHECK(rig.post("/api/v1/subscribers/desk/recover?since=1h&state=all").at("due") == 2);
        CHECK(rig.get("/api/v1/subscribers/desk").at("due") == 2);
        CHECK(rig.bench.log.says("events queued again for a subscriber subscriber=desk"));
    }

    TEST_CASE("recover takes a moment and nothing older than it")
    {
        admin_rig rig;
        put_events(rig.bench, 1, {"night"});
        rig.bench.clock.advance(3h);
        CHECK(rig.post("/api/v1/subscribers/desk/recover?since=2h").at("due") == 0);
        CHECK(rig.post("/api/v1/subscribers/desk/recover?since=2026-11-23T11:00:00Z").at("due") == 1);
        CHECK(rig.refusal("POST", "/api/v1/subscribers/desk/recover") == "400 bad_parameter");
        CHECK(rig.refusal("POST", "/api/v1/subscribers/desk/recover?since=once") == "400 bad_parameter");
        CHECK(rig.refusal("POST", "/api/v1/subscribers/desk/recover?since=2h&state=some") ==
              "400 bad_parameter");
    }
}

}  // namespace defectd
