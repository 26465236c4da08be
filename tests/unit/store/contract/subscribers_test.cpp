#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

TEST_SUITE_BEGIN("store/subscribers");

TEST_CASE_TEMPLATE("an event gets one delivery for each known subscriber", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "gone"});
    db.set_subscribers({"desk", "desk"});
    db.emit({"a"}, {"desk", "desk", "gone", "nobody"});
    CHECK(db->record_and_claim({}, claim_for({"desk", "gone", "nobody"}, at(0))).claimed.size() == 1);
}

TEST_CASE_TEMPLATE("removing a subscriber cancels its unfinished deliveries, leased or not", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a", "b"}, {"desk", "audit"});
    const auto leased = db->record_and_claim({}, claim_for({"desk"}, at(0), 1)).claimed.at(0);
    db.set_subscribers({"audit"}, at(1));

    const claim_result late = db->record_and_claim(round_of({delivered(leased)}), claim_for({"desk"}, at(2)));
    CHECK(late.lost_leases == std::vector{leased.id});
    CHECK(late.claimed.empty());
    const auto overview = db->overview(at(2));
    REQUIRE(overview.subscribers.size() == 1);
    CHECK(overview.subscribers[0].name == "audit");
    CHECK(overview.subscribers[0].due == 2);
}

TEST_CASE_TEMPLATE("a subscriber that returns gets no earlier events", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"before"}, {"desk"});
    db.set_subscribers({}, at(1));
    db.set_subscribers({"desk"}, at(2));
    CHECK(look_at(*db, "desk", at(2)).due == 0);
    db.emit({"after"}, {"desk"}, at(3));
    CHECK(names_of(db->record_and_claim({}, claim_for({"desk"}, at(3))).claimed) ==
          std::vector<std::string>{"after"});
}

TEST_CASE_TEMPLATE("setting the same subscribers again changes nothing", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a", "b"}, {"desk"});
    const auto leased = db->record_and_claim({}, claim_for({"desk"}, at(0), 1)).claimed.at(0);
    db.set_subscribers({"desk"}, at(1));
    CHECK(look_at(*db, "desk", at(1)).due == 1);
    CHECK(db->record_and_claim(round_of({delivered(leased)}), claim_for({}, at(1))).lost_leases.empty());
}

TEST_SUITE_END();
