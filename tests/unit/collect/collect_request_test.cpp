#include <doctest/doctest.h>

#include "collector_rig.hpp"

using namespace defectd;
using namespace defectd::collecting_tests;

TEST_SUITE("collect/collect_request")
{
    TEST_CASE("a dry run returns the events of a collection and a baseline's defects, and changes nothing")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(2), 2h);
        const collect_request dry{.dry_run = true};
        CHECK(event_types(rig.collect(dry)) ==
              types{"baseline.recorded", "defect.created", "defect.created"});
        CHECK(event_types(rig.collect(dry)).size() == 3);
        CHECK(rig.db->overview(rig.clock.now()).events == 0);
        rig.collect();
        rig.put("2.csv", report_text(3), 1h);
        CHECK(event_types(rig.collect(dry)) == types{"defect.created"});
        CHECK(event_types(rig.collect()) == types{"defect.created"});
    }

    TEST_CASE("an accepted newest file is read again and releases the quarantine")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(10), 2h);
        rig.collect();
        rig.put("2.csv", report_text(1), 1h);
        CHECK(rig.collect().at(0).outcome == collection_outcome::quarantined);
        CHECK(rig.collect().empty());
        const auto released = rig.collect({.accept = true});
        REQUIRE(released.size() == 1);
        CHECK(event_types(released) == types(9, "defect.cleared"));
    }

    TEST_CASE("an accepted file whose time is ahead of the clock releases the quarantine")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(10), 2h);
        rig.collect();
        rig.put("2.csv", report_text(1), -1h);
        CHECK(rig.collect().at(0).outcome == collection_outcome::quarantined);
        rig.clock.advance(1min);
        const auto released = rig.collect({.accept = true});
        REQUIRE(released.size() == 1);
        CHECK(event_types(released) == types(9, "defect.cleared"));
    }

    TEST_CASE("accepting without the quarantined report is rejected as nothing to release")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(10), 2h);
        rig.collect();
        rig.put("2.csv", report_text(1), 1h);
        CHECK(rig.collect().at(0).outcome == collection_outcome::quarantined);
        fs::remove(rig.folder.file("2.csv"));
        CHECK(rig.collect({.accept = true}).at(0).reason == "nothing_to_release");
    }

    TEST_CASE("a dry run of an applied report has no events")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(3), 2h);
        rig.collect();
        rig.put("2.csv", report_text(2), 1h);
        CHECK(rig.collect().at(0).pending_clears == 1);
        CHECK(event_types(rig.collect({.dry_run = true})).empty());
    }

    TEST_CASE("a dry run does not make its source the owner of a scope")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(1), 1h);
        rig.collect({.dry_run = true});
        rig.config.name = "second";
        rig.open();
        CHECK(rig.collect().at(0).outcome == collection_outcome::baseline);
    }

    TEST_CASE("collect_now ends after every event of a large collection is written out")
    {
        collector_rig rig;
        rig.config.baseline = baseline_mode::notify;
        rig.open();
        rig.put("1.csv", report_text(3000), 1h);
        CHECK(rig.collect().at(0).event_count == 3001);
        const store_overview stored = rig.db->overview(rig.clock.now());
        CHECK(stored.events == 3001);
        CHECK(stored.subscribers.at(0).due == 3001);
        CHECK(rig.notices > 3);
    }
}
