#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

constexpr duration retention = std::chrono::hours{1};
constexpr int past_retention = 3602;  // seconds; outcomes below are recorded at 1 s

}  // namespace

TEST_SUITE_BEGIN("store/pruning");

TEST_CASE_TEMPLATE("delivered deliveries and their events are pruned after the retention", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a", "b"}, {"desk"});
    deliver_all(*db, "desk");
    CHECK(db->prune(at(past_retention - 1), retention, 100) == 0);
    CHECK(look_at(*db, "desk", at(1)).delivered == 2);
    CHECK(db->prune(at(past_retention), retention, 100) == 4);
    CHECK(look_at(*db, "desk", at(1)).delivered == 0);
    CHECK(newest_events(*db, 9).empty());
    CHECK(db->overview(at(1)).events == 0);
}

TEST_CASE_TEMPLATE("pending, in-flight and exhausted deliveries stay with their events", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"waits"}, {"audit"});
    db.emit({"ends", "flies"}, {"desk"});
    const auto claimed = db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed;
    static_cast<void>(db->record_and_claim(round_of({exhausted(claimed.at(0))}), claim_for({}, at(1))));
    CHECK(db->prune(at(past_retention * 100), retention, 100) == 0);
    CHECK(newest_events(*db, 9).size() == 3);
    CHECK(look_at(*db, "audit", at(1)).due == 1);
    CHECK(look_at(*db, "desk", at(1)).exhausted == 1);
}

TEST_CASE_TEMPLATE("an event stays while one of its deliveries is pending", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a"}, {"desk", "audit"});
    deliver_all(*db, "desk");
    CHECK(db->prune(at(past_retention), retention, 100) == 1);
    CHECK(names_of(db->record_and_claim({}, claim_for({"audit"}, at(past_retention))).claimed) ==
          std::vector<std::string>{"a"});
}

TEST_CASE_TEMPLATE("cancelled deliveries and events without deliveries are pruned, too", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"cancelled"}, {"desk"});
    db.emit({"alone"}, {});
    db.set_subscribers({}, at(1));
    CHECK(db->prune(at(past_retention), retention, 100) == 3);
    CHECK(newest_events(*db, 9).empty());
}

TEST_CASE_TEMPLATE("a closed defect is pruned after 400 days, an open one never", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    tracked_defect closed = open_defect("2");
    closed.status = defect_status::cleared;
    closed.closed_at = at(0);
    collection_commit commit = next_commit(*db);
    commit.rows = {open_defect("1"), closed};
    REQUIRE(db->commit_collection(commit));
    CHECK(db->prune(at(0) + closed_memory, retention, 100) == 0);
    CHECK(db->prune(at(1) + closed_memory, retention, 100) == 1);
    const auto defects = db->load_scope(us_scope()).defects;
    REQUIRE(defects.size() == 1);
    CHECK(defects[0].key.order_id == "1");
}

TEST_CASE_TEMPLATE("one call prunes at most max_rows rows, and several calls prune all", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a", "b", "c"}, {"desk"});
    deliver_all(*db, "desk");
    CHECK(db->prune(at(past_retention), retention, 0) == 0);
    CHECK(db->prune(at(past_retention), retention, 2) == 2);
    CHECK(db->prune(at(past_retention), retention, 2) == 2);
    CHECK(db->prune(at(past_retention), retention, 5) == 2);
    CHECK(db->prune(at(past_retention), retention, 5) == 0);
}

TEST_SUITE_END();
