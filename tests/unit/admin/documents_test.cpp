#include <doctest/doctest.h>

#include "admin_rig.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {

TEST_SUITE("admin/documents")
{
    TEST_CASE("the status shows scopes, sources without a report and subscribers as their own route does")
    {
        admin_rig rig;
        put_events(rig.bench, 2, {"desk"});
        CHECK(rig.ask("POST", "/api/v1/subscribers/night/pause").status == 200);
        const json::object status = rig.get("/api/v1/status");
        CHECK(status.at("started_at") == "2026-11-23T11:00:00.000Z");
        CHECK(status.at("events") == 2);
        CHECK(status.at("scopes").as_array()[0].at("source") == "reports");
        CHECK(status.at("sources_without_report") == json::array{"acme-us"});
        CHECK(status.at("subscribers") == rig.get("/api/v1/subscribers").at("subscribers"));
        CHECK(status.at("subscribers").as_array()[1].at("state") == "paused");
    }

    TEST_CASE("a name that is not UTF-8 leaves a document one")
    {
        collected_file file;
        file.path = "/srv/Bestellm\xE4ngel.csv";
        file.scope.account = "\xFF";
        const std::string document = collected_json("acme", {&file, 1});
        CHECK(is_utf8(document));
        CHECK(json::parse(document).at("collections").as_array()[0].at("account") == "\xEF\xBF\xBD");
    }

    TEST_CASE("a daemon whose store works is ready")
    {
        admin_rig rig;
        CHECK(rig.get("/-/healthy").at("status") == "healthy");
        CHECK(rig.get("/-/ready").at("status") == "ready");
    }

    TEST_CASE("while the disk is full everything but /-/healthy is refused at once, with the reason")
    {
        admin_rig rig;
        bool is_full = true;
        bool ended = false;
        auto write = [&is_full](store&) {
            if (is_full)
                throw store_error(store_fault::disk_full, "no space left on the disk");
            return true;
        };
        asio::co_spawn(rig.bench.loop, rig.bench.db_worker.run(write),
                       [&ended](std::exception_ptr, bool) { ended = true; });
        rig.bench.drive([&] { return rig.bench.db_worker.problem().has_value(); },
                        [](timestamp) { return false; });
        CHECK(rig.get("/-/healthy").at("status") == "healthy");
        CHECK(rig.refusal("GET", "/-/ready") == "503 store_degraded");
        CHECK(rig.refusal("GET", "/api/v1/status") == "503 store_degraded");
        CHECK(rig.refusal("POST", "/api/v1/subscribers/desk/pause") == "503 store_degraded");
        is_full = false;
        rig.bench.drive([&ended] { return ended; }, [](timestamp) { return true; });
        CHECK(rig.get("/-/ready").at("status") == "ready");
    }
}

}  // namespace defectd
