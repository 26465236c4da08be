#include "defectd/collect/collector.hpp"

#include <doctest/doctest.h>

#include "collector_rig.hpp"
#include "support/forwarding_store.hpp"
#include "support/full_disk_store.hpp"
#include "support/newest_events.hpp"

using namespace defectd;
using namespace defectd::collecting_tests;

namespace {

/// Counts how often the whole snapshot is read.
struct snapshot_counting_store : forwarding_store {
    using forwarding_store::forwarding_store;
    [[nodiscard]] scope_memory load_scope(const report_scope& scope) override
    {
        ++snapshots_read;
        return forwarding_store::load_scope(scope);
    }
    int snapshots_read = 0;
};

}  // namespace

TEST_SUITE("collect/collector")
{
    TEST_CASE("of several files the newest good one is the baseline, the others are skipped")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(1), 3h);
        rig.put("2.csv", report_text(2), 2h);
        rig.put("3.csv", report_text(3), 1h);
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 1);
        CHECK(collected[0].path.ends_with("3.csv"));
        CHECK(collected[0].outcome == collection_outcome::baseline);
        CHECK(rig.collect().empty());
    }

    TEST_CASE("when the newest is rejected, the next older is the baseline")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(1), 2h);
        rig.put("2.csv", "<html>", 1h);
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 2);
        CHECK(collected[0].reason == "html");
        CHECK(collected[1].outcome == collection_outcome::baseline);
        CHECK(event_types(collected) ==
              types{"collection.failed", "collection.recovered", "baseline.recorded"});
    }

    TEST_CASE("after the baseline every newer file is applied once, oldest first")
    {
        collector_rig rig;
        rig.put("a.csv", report_text(1), 5h);
        rig.collect();
        rig.put("c.csv", report_text(3), 1h);
        rig.put("b.csv", report_text(2), 2h);
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 2);
        CHECK(collected[0].path.ends_with("b.csv"));
        CHECK(event_types(collected) == types{"defect.created", "defect.created"});
        CHECK(rig.notices == 3);
    }

    TEST_CASE("a source that is given another account reads its newest file as that account's baseline")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(2), 1h);
        rig.collect();
        rig.config.account = "emca";
        rig.owners = {};
        rig.open();
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 1);
        CHECK(collected[0].outcome == collection_outcome::baseline);
        CHECK(collected[0].scope.account == "emca");
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("files rejected before any baseline are not reported again after a restart")
    {
        collector_rig rig;
        rig.put("1.csv", "Order ID\n", 2h);
        rig.put("2.csv", "Order Date\n", 1h);
        CHECK(rig.collect().size() == 2);
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("an older file is rejected once and changes nothing")
    {
        collector_rig rig;
        rig.put("new.csv", report_text(3), 1h);
        rig.collect();
        rig.put("old.csv", report_text(1), 2h);
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 1);
        CHECK(collected[0].reason == "older_report");
        CHECK(rig.collect().empty());
        CHECK(rig.db->overview(rig.clock.now()).scopes.at(0).open == 3);
    }

    TEST_CASE("a report applied while the clock was a day ahead does not make later reports too old")
    {
        collector_rig rig;
        rig.clock.set(start + 24h);
        rig.put("tomorrow.csv", report_text(3), -24h);
        rig.collect();
        rig.clock.set(start + 1h);
        rig.put("today.csv", report_text(4), -1h);
        const auto collected = rig.collect();
        REQUIRE(collected.size() == 1);
        CHECK(collected[0].outcome == collection_outcome::applied);
        rig.put("earlier.csv", report_text(1), 1h);
        CHECK(rig.collect().at(0).reason == "older_report");
    }

    TEST_CASE("processed files are skipped after a restart")
    {
        collector_rig rig;
        rig.put("a.csv", report_text(1), 1h);
        CHECK(rig.collect().size() == 1);
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("the same bytes in a new file change no row but count as one good report")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(3), 4h);
        rig.collect();
        rig.put("2.csv", report_text(2), 3h);
        CHECK(rig.collect().at(0).pending_clears == 1);
        rig.put("3.csv", report_text(2), 2h);
        CHECK(event_types(rig.collect()) == types{"defect.cleared"});
    }

    TEST_CASE("a file that cannot be opened is collected when it can be")
    {
        collector_rig rig;
        fs::create_symlink(rig.folder.file("real"), rig.folder.file("a.csv"));
        CHECK(rig.collect().empty());  // a dangling link is not a file
        std::ofstream(rig.folder.file("real"), std::ios::binary) << report_text(1);
        CHECK(rig.collect().size() == 1);
    }

    TEST_CASE("the older files of a baseline are remembered in its transaction")
    {
        collector_rig rig;
        for (int number = 0; number < 300; ++number)
            rig.put(std::to_string(number) + ".csv", report_text(1), 2h + number * 1min);
        CHECK(rig.collect().size() == 1);
        CHECK(rig.db->seen_files({}).size() == 300);
        CHECK(rig.db->load_scope({"acme", "ATVPDKIKX0DER", fulfillment::mfn}).version == 1);
        rig.open();
        CHECK(rig.collect().empty());
    }

    TEST_CASE("reports rejected in turn are reported once each, also after a restart")
    {
        collector_rig rig;
        rig.put("0.csv", report_text(1), 90min);
        rig.collect();
        int count = 0;
        for (int number = 0; number < 32; ++number) {
            const std::string bytes = "Order ID,Chargeback claim," + std::to_string(number % 16) + "\n";
            rig.put(std::to_string(number) + ".csv", bytes, 80min - number * 1min);
            if (number % 5 == 0)
                rig.open();
            count += static_cast<int>(event_types(rig.collect()).size());
        }
        CHECK(count == 16);
        rig.put("good.csv", report_text(1), 1min);
        CHECK(event_types(rig.collect()) == types{"collection.recovered"});
        rig.put("better.csv", report_text(1), 0min);
        CHECK(event_types(rig.collect()).empty());
    }

    TEST_CASE("a second source of one scope is rejected with the name of the first")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(1), 1h);
        rig.collect();
        rig.config.name = "second";
        rig.open();
        const auto rejected = rig.collect();
        CHECK(rejected.at(0).reason == "scope_taken");
        CHECK(event_types(rejected) == types{"collection.failed"});
        CHECK(rig.log.count(log_level::warning) == 1);
        CHECK(rig.collect().empty());
    }

    TEST_CASE(
        "a second source is rejected once per file, also after a restart, and does not change the owner")
    {
        collector_rig rig;
        rig.put("1.csv", report_text(2), 2h);
        rig.collect();
        const auto before = rig.db->overview(rig.clock.now());
        rig.config.name = "second";
        rig.open();
        rig.collect();
        CHECK(rig.db->overview(rig.clock.now()).events == before.events + 1);
        rig.open();
        rig.collect();
        const auto after = rig.db->overview(rig.clock.now());
        CHECK(after.events == before.events + 1);
        CHECK(after.scopes.at(0).record.source == "reports");
        CHECK(after.scopes.at(0).open == 2);
    }

    TEST_CASE("a compared report reads the snapshot once, a rejected one does not read it")
    {
        collector_rig rig;
        snapshot_counting_store counting(*rig.db);
        store_worker counting_worker(rig.loop.get_executor(), counting, rig.clock, rig.log);
        rig.open_on(counting_worker);
        rig.put("1.csv", report_text(2), 3h);
        rig.collect();
        CHECK(counting.snapshots_read == 1);
        rig.put("2.csv", report_text(3), 2h);
        CHECK(event_types(rig.collect()) == types{"defect.created"});
        CHECK(counting.snapshots_read == 2);
        rig.put("3.csv", "", 1h);
        CHECK(event_types(rig.collect()) == types{"collection.failed"});
        CHECK(counting.snapshots_read == 2);
        rig.collecting.reset();
    }

    TEST_CASE("a large snapshot is not read again while no other source commits to its account")
    {
        collector_rig rig;
        snapshot_counting_store counting(*rig.db);
        store_worker counting_worker(rig.loop.get_executor(), counting, rig.clock, rig.log);
        rig.open_on(counting_worker);
        rig.put("1.csv", report_text(1500), 4h);
        rig.collect();
        rig.put("2.csv", report_text(1501), 3h);
        CHECK(event_types(rig.collect()) == types{"defect.created"});
        CHECK(event_types(rig.collect({.dry_run = true})).empty());
        CHECK(counting.snapshots_read == 1);
        collection_commit elsewhere;
        elsewhere.record.scope = {"acme", "ATVPDKIKX0DER", fulfillment::afn};
        elsewhere.expected_version = 2;
        REQUIRE(rig.ask([&](store& db) { return db.commit_collection(elsewhere); }));
        rig.put("3.csv", report_text(1502), 2h);
        CHECK(event_types(rig.collect()) == types{"defect.created"});
        CHECK(counting.snapshots_read == 2);
        rig.put("4.csv", report_text(1503), 1h);
        CHECK(event_types(rig.collect()) == types{"defect.created"});
        CHECK(counting.snapshots_read == 2);
        CHECK(rig.db->load_scope({"acme", "ATVPDKIKX0DER", fulfillment::mfn}).defects.size() == 1503);
        rig.collecting.reset();
    }

    TEST_CASE("a full disk delays a report, and its events carry the time of the commit")
    {
        collector_rig rig;
        full_disk_store full(*rig.db, 2);
        store_worker full_worker(rig.loop.get_executor(), full, rig.clock, rig.log);
        rig.open_on(full_worker);
        rig.put("1.csv", report_text(1), 1h);
        const auto collected = rig.collect();
        CHECK(rig.clock.now() >= start + 10s);
        CHECK(collected.at(0).events.at(0).at == rig.clock.now());
        CHECK(newest_events(*rig.db, 1).at(0).at == rig.clock.now());
        CHECK(rig.log.count(log_level::error) == 1);  // said once, however often it is tried
        rig.collecting.reset();
    }
}
