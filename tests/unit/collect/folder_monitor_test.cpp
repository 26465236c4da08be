#include "defectd/collect/folder_monitor.hpp"

#include <doctest/doctest.h>

#include "collector_rig.hpp"
#include "report_reading.hpp"
#include "support/no_descriptors.hpp"

using namespace defectd;
using namespace defectd::collecting_tests;

#ifdef __SANITIZE_ADDRESS__
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

TEST_SUITE("collect/folder_monitor")
{
    TEST_CASE("a folder that disappeared is reported once, by the first collection that is not a dry run")
    {
        collector_rig rig;
        rig.config.path = rig.folder.file("{account}/*.csv");
        rig.config.account.clear();
        rig.open();
        rig.put("acme/1.csv", report_text(1), 2h);
        rig.put("beta/1.csv", report_text(1), 2h);
        rig.collect();
        fs::remove_all(rig.folder.file("beta"));
        rig.collect({.dry_run = true});
        rig.collect({.dry_run = true});
        CHECK(event_types(rig.collect()) == types{"collection.failed"});
        CHECK(event_types(rig.collect()).empty());
    }

    TEST_CASE("a folder that cannot be listed is reported once, and its recovery with the next good report")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(1), 2h);
        rig.collect();
        rig.config.path = rig.folder.file("1.csv") + "/*.csv";  // a file where the folder should be
        rig.open();
        const auto rejected = rig.collect();
        CHECK(event_types(rejected) == types{"collection.failed"});
        CHECK(rejected.at(0).reason == "unreadable");
        CHECK(rig.collect().at(0).events.empty());
        rig.open();
        CHECK(rig.collect().at(0).events.empty());
        CHECK(rig.db->overview(rig.clock.now()).failing_sources.size() == 1);
        rig.config.path = rig.folder.path() + "/*.csv";
        rig.open();
        rig.put("2.csv", report_text(2), 1h);
        CHECK(event_types(rig.collect()) == types{"collection.recovered", "defect.created"});
        rig.put("3.csv", report_text(2), 0h);
        CHECK(event_types(rig.collect()).empty());
        CHECK(rig.db->overview(rig.clock.now()).failing_sources.empty());
    }

    TEST_CASE("a folder that cannot be listed records no scope")
    {
        for (const char* const pattern : {"/{account}/*.csv", "/{marketplace}/{fulfillment}/*.csv"}) {
            CAPTURE(pattern);
            collector_rig rig;
            rig.put("file", "", 2h);
            rig.set_path(rig.folder.file("file") + pattern);
            const auto rejected = rig.collect();
            CHECK(event_types(rejected) == types{"collection.failed"});
            CHECK(rig.db->overview(rig.clock.now()).scopes.empty());
        }
    }

    // UndefinedBehaviorSanitizer makes a pipe to look at the exception, and without a descriptor takes it for damaged.
    TEST_CASE("when the process has no descriptor left, no folder and no report is rejected" *
              doctest::skip(is_sanitized))
    {
        collector_rig rig;
        rig.put("1.csv", report_text(1), 2h);
        rig.collect({.dry_run = true});
        const found_file file = make_found_file(
            rig.folder.file("1.csv"), {"acme", "ATVPDKIKX0DER", fulfillment::mfn}, {}, rig.clock.now());
        {
            const no_descriptors none;
            CHECK(rig.collect().empty());
            CHECK(rig.collect().empty());
            CHECK(std::holds_alternative<out_of_resources>(read_found_file(file, {}, rig.clock.now())));
        }
        CHECK(rig.log.count(log_level::error) == 1);
        CHECK(rig.db->overview(rig.clock.now()).events == 0);
        CHECK(event_types(rig.collect()) == types{"baseline.recorded"});
    }
}
