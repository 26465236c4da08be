#include <doctest/doctest.h>

#include <set>

#include "admin_rig.hpp"

namespace defectd {
namespace {

std::vector<std::int64_t> ids(const json::object& document)
{
    std::vector<std::int64_t> found;
    for (const json::value& one : document.at("deliveries").as_array())
        found.push_back(one.at("id").as_int64());
    return found;
}

}  // namespace

TEST_SUITE("admin/deliveries")
{
    TEST_CASE("a delivery is told with its state, its event and its last answer")
    {
        admin_rig rig;
        put_events(rig.bench, 1, {"desk"});
        rig.record("desk", delivery_state::pending, 503);
        const json::object document = rig.get("/api/v1/deliveries");
        CHECK(document.at("next_cursor").is_null());
        REQUIRE(document.at("deliveries").as_array().size() == 1);
        const json::object& one = document.at("deliveries").as_array()[0].as_object();
        CHECK(one.at("subscriber") == "desk");
        CHECK(one.at("state") == "pending");
        CHECK(one.at("event_type") == "defect.created");
        CHECK(one.at("event_at") == "2026-11-23T11:00:00.000Z");
        CHECK(one.at("account") == "acme");
        CHECK(one.at("marketplace_id").is_null());
        CHECK(one.at("attempt_count") == 1);
        CHECK(one.at("due_at") == "2026-11-23T12:00:00.000Z");
        CHECK(one.at("finished_at").is_null());
        CHECK(one.at("last_status") == 503);
        CHECK(one.at("last_failure") == "server_error");
    }

    TEST_CASE("one delivery is told with its attempts")
    {
        admin_rig rig;
        put_events(rig.bench, 1, {"desk"});
        rig.record("desk", delivery_state::exhausted, 500);
        const std::int64_t id = ids(rig.get("/api/v1/deliveries")).front();
        const json::object one = rig.get("/api/v1/deliveries/" + std::to_string(id));
        CHECK(one.at("state") == "exhausted");
        CHECK(json::serialize(one.at("attempts")) ==
              R"([{"number":1,"started_at":"2026-11-23T11:00:00.000Z","ended_at":"2026-11-23T11:00:00.120Z",)"
              R"("duration_ms":120,"status":500,"failure":"server_error","message":null}])");
    }

    TEST_CASE("pages of any size together give every delivery once, newest first")
    {
        admin_rig rig;
        put_events(rig.bench, 7, {"desk", "night"});
        const std::vector<std::int64_t> all = ids(rig.get("/api/v1/deliveries"));
        REQUIRE(all.size() == 14);
        CHECK(std::ranges::is_sorted(all, std::greater()));
        for (const int limit : {1, 3, 7, 13, 14, 15}) {
            CAPTURE(limit);
            std::vector<std::int64_t> collected;
            std::string cursor;
            int pages = 0;
            do {
                const json::object page =
                    rig.get("/api/v1/deliveries?limit=" + std::to_string(limit) + cursor);
                std::ranges::copy(ids(page), std::back_inserter(collected));
                const json::value& next = page.at("next_cursor");
                cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string().c_str());
                ++pages;
            } while (!cursor.empty() && pages < 20);
            CHECK(collected == all);
            CHECK(pages == (14 + limit - 1) / limit);  // no empty page at the end
        }
    }

    TEST_CASE("filters leave what they name")
    {
        admin_rig rig;
        put_events(rig.bench, 2, {"desk", "night"});
        rig.record("night", delivery_state::exhausted, 500);
        CHECK(ids(rig.get("/api/v1/deliveries?subscriber=night")).size() == 2);
        CHECK(ids(rig.get("/api/v1/deliveries?state=exhausted")).size() == 2);
        CHECK(ids(rig.get("/api/v1/deliveries?state=exhausted&subscriber=desk")).empty());
        CHECK(ids(rig.get("/api/v1/deliveries?account=globex")).empty());
        CHECK(ids(rig.get("/api/v1/deliveries?account=acme&since=1h")).size() == 4);
        CHECK(ids(rig.get("/api/v1/deliveries?marketplace=US")).empty());
        rig.bench.clock.advance(2h);
        CHECK(ids(rig.get("/api/v1/deliveries?since=1h")).empty());
    }

    TEST_CASE("what is finished is sent again, what is not stays as it is")
    {
        admin_rig rig;
        put_events(rig.bench, 1, {"desk"});
        const std::string target =
            "/api/v1/deliveries/" + std::to_string(ids(rig.get("/api/v1/deliveries")).front()) + "/redeliver";
        CHECK(rig.post(target).at("outcome") == "due_already");
        CHECK_FALSE(rig.bench.log.says("manually"));
        rig.record("desk", delivery_state::exhausted, 500);
        const json::object again = rig.post(target);
        CHECK(again.at("outcome") == "due");
        CHECK(again.at("subscriber") == "desk");
        CHECK(again.at("subscriber_state") == "enabled");
        CHECK(rig.get("/api/v1/subscribers/desk").at("due") == 1);
        CHECK(rig.bench.log.says("delivery queued again manually"));
    }

    TEST_CASE("a delivery that is not there is not found")
    {
        admin_rig rig;
        for (const char* const id : {"1", "0", "-1", "x", "1x", "99999999999999999999", "%31%32"}) {
            CAPTURE(id);
            CHECK(rig.refusal("GET", std::string("/api/v1/deliveries/") + id) == "404 no_such_delivery");
            CHECK(rig.refusal("POST", std::string("/api/v1/deliveries/") + id + "/redeliver") ==
                  "404 no_such_delivery");
        }
    }

    TEST_CASE("a delivery of a removed subscriber is there but is not sent again")
    {
        admin_rig rig;
        put_events(rig.bench, 1, {"night"});
        const std::string id = std::to_string(ids(rig.get("/api/v1/deliveries")).front());
        rig.bench.subscribers.pop_back();
        rig.bench.set_subscribers();
        CHECK(rig.get("/api/v1/deliveries/" + id).at("state") == "cancelled");
        CHECK(rig.refusal("POST", "/api/v1/deliveries/" + id + "/redeliver") == "409 subscriber_removed");
    }
}

}  // namespace defectd
