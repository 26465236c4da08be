// A restart reads nothing again, whatever the path names; a change of the configuration begins what is new, and
// nothing else.
#include <doctest/doctest.h>

#include <array>

#include "collector_rig.hpp"

using namespace defectd;
using namespace defectd::collecting_tests;

namespace {

/// Every placeholder alone and with each other, in folders and in names, and paths with none.
constexpr std::array<std::string_view, 13> patterns{
    "/*.csv",
    "/a.csv",
    "/*/r?.csv",
    "/{account}/*.csv",
    "/{marketplace}/*.csv",
    "/{fulfillment}/*.csv",
    "/{account}/{marketplace}/*.csv",
    "/{account}/{fulfillment}/*.csv",
    "/{marketplace}/{fulfillment}/*.csv",
    "/{account}/{marketplace}/{fulfillment}/*.csv",
    "/{account}_{marketplace}_{fulfillment}.csv",
    "/{account}.csv",
    "/*/{marketplace}-*.csv",
};

std::string replaced(std::string text, std::string_view part, std::string_view by)
{
    if (const std::size_t at = text.find(part); at != std::string::npos)
        text.replace(at, part.size(), by);
    return text;
}

/// A name that fits the pattern.
std::string name_in(std::string_view pattern, std::string_view account, int number)
{
    std::string name = replaced(std::string(pattern.substr(1)), "{account}", account);
    name = replaced(replaced(name, "{marketplace}", "US"), "{fulfillment}", "mfn");
    name = replaced(name, "*/", "any/");
    return replaced(replaced(name, "*", std::to_string(number)), "?", std::to_string(number));
}

}  // namespace

TEST_SUITE("collect/collector_restart")
{
    TEST_CASE("a restart before each report changes no event")
    {
        for (const std::string_view pattern : patterns) {
            CAPTURE(pattern);
            std::array<types, 2> reported;
            for (const bool restarts : {false, true}) {
                collector_rig rig;
                rig.set_path(rig.folder.path() + std::string(pattern));
                for (int number = 1; number < 6; ++number) {
                    // One defect is absent from the third report alone, and the fourth is rejected.
                    const std::string text = number == 4 ? "<html>" : report_text(number == 3 ? 2 : 3);
                    for (const char* const account : {"acme", "globex"})
                        rig.put(name_in(pattern, account, number), text, 9h - number * 1h);
                    for (int scan = 0; scan < 2; ++scan) {
                        if (restarts)
                            rig.open();
                        for (const std::string& type : event_types(rig.collect()))
                            reported.at(restarts ? 1 : 0).push_back(type);
                    }
                }
                for (const auto& seen : rig.db->overview(rig.clock.now()).scopes) {
                    CHECK(is_whole(seen.record.scope));
                    CHECK(seen.open == 3);
                }
            }
            CHECK(reported[0] == reported[1]);
            CHECK(std::ranges::count(reported[0], "defect.cleared") == 0);
        }
    }

    TEST_CASE("a renamed source continues where it was")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(2), 3h);
        rig.collect();
        rig.put("2.csv", report_text(1), 2h);
        CHECK(rig.collect().at(0).pending_clears == 1);
        rig.config.name = "another";
        rig.owners = {};
        rig.open();
        CHECK(rig.collect().empty());
        rig.put("3.csv", report_text(2), 1h);
        CHECK(event_types(rig.collect()).empty());
    }

    TEST_CASE(
        "an account that returns to the configuration continues with the files newer than its last report")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(2), 3h);
        rig.collect();
        rig.config.account = "emca";
        rig.owners = {};
        rig.open();
        CHECK(event_types(rig.collect()) == types{"baseline.recorded"});
        rig.put("2.csv", report_text(3), 2h);
        CHECK(event_types(rig.collect()) == types{"defect.created"});
        rig.config.account = "acme";
        rig.owners = {};
        rig.open();
        CHECK(event_types(rig.collect()) == types{"defect.created"});
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("a path whose word becomes a placeholder collects no file of that scope again")
    {
        collector_rig rig;
        rig.set_path(rig.folder.path() + "/acme/US/*.csv");
        rig.put("acme/US/1.csv", report_text(2), 3h);
        rig.put("acme/US/2.csv", report_text(2), 2h);
        rig.put("globex/US/1.csv", report_text(1), 2h);
        CHECK(event_types(rig.collect()) == types{"baseline.recorded"});
        rig.set_path(rig.folder.path() + "/{account}/{marketplace}/*.csv");
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 1);
        CHECK(collected[0].scope.account == "globex");
        CHECK(collected[0].outcome == collection_outcome::baseline);
    }

    TEST_CASE("another channel is another scope, which begins with a baseline and adopts what is open")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(2), 3h);
        rig.collect();
        rig.config.channel = fulfillment::all;
        rig.owners = {};
        rig.open();
        CHECK(event_types(rig.collect()) == types{"baseline.recorded"});
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE(
        "a new account under a path gets a baseline, and files of the other accounts are not collected again")
    {
        collector_rig rig;
        rig.set_path(rig.folder.path() + "/{account}/*.csv");
        rig.put("acme/1.csv", report_text(2), 3h);
        rig.collect();
        rig.put("globex/1.csv", report_text(2), 5h);
        rig.put("globex/2.csv", report_text(2), 4h);
        rig.open();
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 1);
        CHECK(collected[0].scope.account == "globex");
        CHECK(collected[0].path.ends_with("2.csv"));
    }

    TEST_CASE("the folder of an account that goes away while the daemon is down is reported once")
    {
        collector_rig rig;
        rig.set_path(rig.folder.path() + "/{account}/*.csv");
        rig.put("acme/1.csv", report_text(1), 4h);
        rig.put("beta/1.csv", report_text(1), 4h);
        rig.collect();
        fs::rename(rig.folder.file("beta"), rig.folder.file(".aside"));
        rig.open();
        rig.collect({.dry_run = true});
        rig.open();
        const auto rejected = rig.collect();
        CHECK(event_types(rejected) == types{"collection.failed"});
        REQUIRE(rejected.size() == 1);
        CHECK(rejected[0].message.find("beta: the folder no longer exists") != std::string::npos);
        rig.open();
        CHECK(rig.collect().empty());

        SUBCASE("and recovers when it is back with a good report")
        {
            rig.put(".aside/2.csv", report_text(1), 3h);
            fs::rename(rig.folder.file(".aside"), rig.folder.file("beta"));
            rig.open();
            CHECK(event_types(rig.collect()) == types{"collection.recovered"});
            fs::remove_all(rig.folder.file("beta"));
            rig.open();
            CHECK(event_types(rig.collect()) == types{"collection.failed"});
        }
        SUBCASE("and not again after the good report of another account")
        {
            rig.put("acme/2.csv", report_text(1), 3h);
            rig.open();
            CHECK(event_types(rig.collect()) == types{"collection.recovered"});
            rig.open();
            CHECK(rig.collect().empty());
        }
    }

    TEST_CASE("a folder that was away only while the daemon was down is not reported")
    {
        collector_rig rig;
        rig.set_path(rig.folder.path() + "/{account}/*.csv");
        rig.put("acme/1.csv", report_text(1), 4h);
        rig.collect();
        fs::rename(rig.folder.file("acme"), rig.folder.file(".aside"));
        fs::rename(rig.folder.file(".aside"), rig.folder.file("acme"));
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("a source whose path was changed does not report folders of the old path")
    {
        collector_rig rig;
        rig.set_path(rig.folder.path() + "/{account}/*.csv");
        rig.put("acme/1.csv", report_text(1), 4h);
        rig.put("beta/1.csv", report_text(1), 4h);
        rig.collect();
        fs::remove_all(rig.folder.file("beta"));
        rig.set_path(rig.folder.path() + "/{account}/?.csv");
        CHECK(rig.collect().empty());
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("a folder that goes away is reported once, whichever commit a crash comes after")
    {
        collector_rig rig;
        rig.set_path(rig.folder.path() + "/{account}/*.csv");
        rig.put("acme/1.csv", report_text(1), 4h);
        rig.put("beta/1.csv", report_text(1), 4h);
        rig.collect();
        fs::remove_all(rig.folder.file("beta"));
        CHECK(event_types(rig.collect()) == types{"collection.failed"});
        rig.put("acme/2.csv", report_text(1), 3h);
        rig.open();
        CHECK(event_types(rig.collect()) == types{"collection.recovered"});
        rig.open();
        CHECK(rig.collect().empty());
    }
}
