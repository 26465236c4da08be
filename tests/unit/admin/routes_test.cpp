#include <doctest/doctest.h>

#include "admin_rig.hpp"

namespace defectd {

TEST_SUITE("admin/routes")
{
    TEST_CASE("only root and the daemon's own user are let in")
    {
        admin_rig rig;
        CHECK(rig.ask("GET", "/api/v1/status", 0).status == 200);
        CHECK(rig.ask("GET", "/api/v1/status", daemon_uid).status == 200);
        CHECK(rig.ask("GET", "/api/v1/status", daemon_uid + 1).status == 403);
        CHECK(rig.ask("GET", "/-/healthy", daemon_uid + 1).status == 403);
        CHECK(rig.ask("GET", "/api/v1/status", std::nullopt).status == 403);
    }

    TEST_CASE("an unknown route is not found")
    {
        admin_rig rig;
        for (const char* const target :
             {"/", "", "*", "api/v1/status", "/api/v1", "/api/v1/", "/api/v1/status/", "//api/v1/status",
              "/api/v1/Status", "/api/v1/subscribers/", "/api/v1/subscribers//ping",
              "/api/v1/subscribers/desk/", "/api/v1/subscribers/desk/ping/x",
              "/api/v1/subscribers/desk/erase", "/api/v2/status", "http://localhost/api/v1/status",
              "/api/v1/../v1/status", "/api/v1/stat%75s"}) {
            CAPTURE(target);
            CHECK(rig.refusal("GET", target) == "404 not_found");
        }
    }

    TEST_CASE("another method is refused, and Allow says which one does it")
    {
        admin_rig rig;
        CHECK(rig.refusal("GET", "/api/v1/subscribers/desk/ping") == "405 method_not_allowed");
        CHECK(rig.refusal("POST", "/api/v1/status") == "405 method_not_allowed");
        CHECK(rig.refusal("DELETE", "/api/v1/subscribers/desk") == "405 method_not_allowed");
        CHECK(rig.refusal("get", "/api/v1/status") == "405 method_not_allowed");
        const server_response response = rig.ask("PUT", "/api/v1/deliveries/1/redeliver");
        CHECK(response.headers == header_list{{"Allow", "POST"}});
    }

    TEST_CASE("a query parameter that a route does not take is refused before anything happens")
    {
        admin_rig rig;
        CHECK(rig.refusal("GET", "/api/v1/status?verbose=true") == "400 unknown_parameter");
        CHECK(rig.refusal("POST", "/api/v1/subscribers/desk/pause?for=2h") == "400 unknown_parameter");
        CHECK(rig.refusal("GET", "/api/v1/events?state=pending") == "400 unknown_parameter");
        CHECK_FALSE(rig.sending.look("desk").health.is_paused);
        CHECK(rig.ask("GET", "/api/v1/status?").status == 200);
    }

    TEST_CASE("a name in the path may be escaped, and a wrong escape is refused")
    {
        admin_rig rig;
        CHECK(rig.get("/api/v1/subscribers/d%65sk").at("name") == "desk");
        CHECK(rig.refusal("GET", "/api/v1/subscribers/%") == "400 bad_escape");
        CHECK(rig.refusal("GET", "/api/v1/subscribers/desk%2Fping") == "404 no_such_subscriber");
    }

    TEST_CASE("a source collects as it is asked")
    {
        admin_rig rig;
        CHECK(rig.post("/api/v1/sources/acme-us/collect").at("source") == "acme-us");
        CHECK(rig.post("/api/v1/sources/acme-us/collect?dry_run=true&accept=false")
                  .at("events")
                  .as_array()
                  .empty());
        REQUIRE(rig.collections.size() == 2);
        CHECK_FALSE(rig.collections[0].dry_run);
        CHECK(rig.collections[1].dry_run);
        CHECK_FALSE(rig.collections[1].accept);
        CHECK(rig.refusal("POST", "/api/v1/sources/nobody/collect") == "404 no_such_source");
        CHECK(rig.refusal("POST", "/api/v1/sources/acme-us/collect?dry_run=maybe") == "400 bad_parameter");
        CHECK(rig.collections.size() == 2);
    }
}

}  // namespace defectd
