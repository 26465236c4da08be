#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

TEST_SUITE_BEGIN("store/overview");

TEST_CASE_TEMPLATE("the overview of an empty store is empty", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const store_overview seen = engine.open()->overview(at(0));
    CHECK(seen.scopes.empty());
    CHECK(seen.subscribers.empty());
    CHECK(seen.events == 0);
}

TEST_CASE_TEMPLATE("scopes are sorted and count their open defects", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    REQUIRE(db->commit_collection(next_commit(*db, us_scope(fulfillment::all))));
    REQUIRE(db->commit_collection(next_commit(*db, us_scope(fulfillment::afn))));
    collection_commit commit = next_commit(*db, us_scope(fulfillment::mfn));
    commit.record.event_count = 7;
    tracked_defect missing = open_defect("2");
    missing.missed = 1;
    tracked_defect closed = open_defect("3");
    closed.status = defect_status::expired;
    closed.missed = 1;
    closed.closed_at = at(0);
    tracked_defect elsewhere = open_defect("4");
    elsewhere.scope_channel = fulfillment::afn;
    commit.rows = {open_defect("1"), missing, closed, elsewhere};
    REQUIRE(db->commit_collection(commit));

    const auto scopes = db->overview(at(0)).scopes;
    REQUIRE(scopes.size() == 3);
    CHECK(scopes[0].record.scope == us_scope(fulfillment::mfn));
    CHECK(scopes[0].record.event_count == 7);
    CHECK(scopes[0].open == 2);
    CHECK(scopes[0].pending_clears == 1);
    CHECK(scopes[1].record.scope == us_scope(fulfillment::afn));
    CHECK(scopes[1].open == 1);
    CHECK(scopes[2].record.scope == us_scope(fulfillment::all));
    CHECK(scopes[2].open == 0);
}

TEST_CASE_TEMPLATE("the deliveries of a subscriber are counted by state", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"zoe", "desk"});
    db.emit({"a", "b", "c", "d"}, {"desk"});
    const auto claimed = db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed;
    REQUIRE(claimed.size() == 4);
    const std::vector ended{delivered(claimed[0]), exhausted(claimed[1]), retried(claimed[2], at(100))};
    static_cast<void>(db->record_and_claim(round_of(ended), claim_for({}, at(1))));
    db.emit({"e", "f"}, {"desk"}, at(20));
    db.emit({"g"}, {"desk"}, at(10));

    const auto overview = db->overview(at(20));
    REQUIRE(overview.subscribers.size() == 2);
    CHECK(overview.subscribers[1].name == "zoe");
    const subscriber_overview& desk = overview.subscribers[0];
    CHECK(desk.due == 3);
    CHECK(desk.scheduled == 1);
    CHECK(desk.in_flight == 1);
    CHECK(desk.delivered == 1);
    CHECK(desk.exhausted == 1);
    CHECK(desk.oldest_due_at == at(10));
    CHECK(overview.events == 7);
    CHECK_FALSE(overview.subscribers[1].oldest_due_at);
}

TEST_SUITE_END();
