#include <doctest/doctest.h>

#include "admin_rig.hpp"

namespace defectd {
namespace {

constexpr const char* head = R"({"id":"evt_)";

}  // namespace

TEST_SUITE("admin/events")
{
    TEST_CASE("each event is on a line of its own, byte for byte as it was sent")
    {
        admin_rig rig;
        collection_commit commit = commit_of(*rig.bench.db, start, 2, {"desk"});
        commit.events[0].event.body =
            R"({"type":"defect.created","timestamp":"2026-11-23T11:00:00.000Z","data":{"rate":0.00857,"a":"\u00e9"}})";
        const std::string line = with_leading_id(commit.events[0].event);
        REQUIRE(rig.bench.db->commit_collection(commit));
        const std::string body = rig.ask("GET", "/api/v1/events").body;
        CHECK(body.starts_with("{\"events\":[\n" + std::string(head)));
        CHECK(body.find("\n" + line + "\n],\"next_cursor\":null}\n") != std::string::npos);
        CHECK(json::parse(body).at("events").as_array().size() == 2);
        CHECK(rig.ask("GET", "/api/v1/events/" + commit.events[0].event.id).body == line + "\n");
    }

    TEST_CASE("no event is an empty list")
    {
        admin_rig rig;
        CHECK(rig.ask("GET", "/api/v1/events").body == "{\"events\":[\n],\"next_cursor\":null}\n");
    }

    TEST_CASE("pages follow each other by the cursor")
    {
        admin_rig rig;
        put_events(rig.bench, 3, {});
        const json::object first = rig.get("/api/v1/events?limit=2");
        CHECK(first.at("events").as_array().size() == 2);
        const std::string cursor = first.at("next_cursor").as_string().c_str();
        const json::object second = rig.get("/api/v1/events?limit=2&cursor=" + cursor);
        CHECK(second.at("events").as_array().size() == 1);
        CHECK(second.at("next_cursor").is_null());
    }

    TEST_CASE("filters leave what they name")
    {
        admin_rig rig;
        put_events(rig.bench, 2, {"desk"});
        put_events(rig.bench, 1, {"night"});
        const auto count = [&rig](const std::string& filter) {
            return rig.get("/api/v1/events?" + filter).at("events").as_array().size();
        };
        CHECK(count("subscriber=desk") == 2);
        CHECK(count("subscriber=nobody") == 0);
        CHECK(count("account=acme") == 3);
        CHECK(count("account=globex") == 0);
        rig.bench.clock.advance(2h);
        CHECK(count("since=1h") == 0);
        CHECK(count("since=3h") == 3);
    }

    TEST_CASE("an event that is not there is not found")
    {
        admin_rig rig;
        CHECK(rig.refusal("GET", "/api/v1/events/evt_nothing") == "404 no_such_event");
    }
}

}  // namespace defectd
