#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

TEST_SUITE_BEGIN("store/deliveries");

using names = std::vector<std::string>;

TEST_CASE_TEMPLATE("a claimed delivery has everything that an attempt needs", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"}, at(3));
    const claim_result round = db->record_and_claim({}, claim_for({"desk"}, at(3)));
    REQUIRE(round.claimed.size() == 1);
    const claimed_delivery& claimed = round.claimed[0];
    CHECK(claimed.subscriber == "desk");
    CHECK(claimed.attempt == 1);
    CHECK(claimed.event_id == "evt_a");
    CHECK(claimed.event_type == "defect.created");
    CHECK(claimed.body == make_event("a").body);
    CHECK(claimed.event_at == at(3));
}

TEST_CASE_TEMPLATE("a delivery is not claimed twice while its lease lasts", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    REQUIRE(db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed.size() == 1);
    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(59))).claimed.empty());
    CHECK(look_at(*db, "desk", at(59)).in_flight == 1);
}

/// Claims what is due for desk as another process does.
claimed_delivery claim_as_another_process(store& db, timestamp now)
{
    claim_request other = claim_for({"desk"}, now);
    other.owner = "two";
    return db.record_and_claim({}, other).claimed.at(0);
}

TEST_CASE_TEMPLATE(
    "another process claims a delivery whose lease expired, and the first attempt does not count", Engine,
    DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = db.claim_one("desk", at(0));
    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(60))).claimed.empty());  // its own process is alive
    const auto second = claim_as_another_process(*db, at(60));
    CHECK(second.id == first.id);
    CHECK(second.token > first.token);
    CHECK(second.attempt == 1);
}

TEST_CASE_TEMPLATE("a result is dropped after another process claimed the delivery", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = db.claim_one("desk", at(0));
    const auto second = claim_as_another_process(*db, at(60));
    const claim_result late = db->record_and_claim(round_of({delivered(first)}), claim_for({"desk"}, at(61)));
    CHECK(late.lost_leases == std::vector{first.id});
    CHECK(look_at(*db, "desk", at(61)).in_flight == 1);
    CHECK(look_at(*db, "desk", at(61)).delivered == 0);
    CHECK(db->record_and_claim(round_of({delivered(second)}), claim_for({}, at(61))).lost_leases.empty());
}

TEST_CASE_TEMPLATE("an extra attempt is stored, and the retry schedule does not advance", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = db.claim_one("desk", at(0));
    attempt_record refused = delivered(first);
    refused.next = delivery_state::pending;
    refused.due_at = at(1);
    refused.is_extra = true;
    const auto again = db->record_and_claim(round_of({refused}), claim_for({"desk"}, at(1))).claimed.at(0);
    CHECK(again.attempt == first.attempt);
    CHECK(db->find_delivery(first.id)->attempts.size() == 1);
}

TEST_CASE_TEMPLATE("subscribers are claimed in the requested order, each up to its slots", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a", "b", "c"}, {"desk", "audit"});
    claim_request claim = claim_for({"audit", "desk"}, at(0));
    claim.slots[1].count = 1;
    const claim_result round = db->record_and_claim({}, claim);
    REQUIRE(round.claimed.size() == 4);
    CHECK(round.claimed[2].subscriber == "audit");
    CHECK(round.claimed[3].subscriber == "desk");
}

TEST_CASE_TEMPLATE("deliveries are claimed oldest due first, of the requested subscribers only", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"late"}, {"desk", "audit"}, at(5));
    db.emit({"early", "next"}, {"desk"}, at(1));
    CHECK(names_of(db->record_and_claim({}, claim_for({"desk"}, at(9), 2)).claimed) ==
          names{"early", "next"});
    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(9), 0)).claimed.empty());
    CHECK(db->record_and_claim({}, claim_for({}, at(9))).claimed.empty());
    CHECK(db->record_and_claim({}, claim_for({"nobody"}, at(9))).claimed.empty());
    CHECK(names_of(db->record_and_claim({}, claim_for({"desk", "audit"}, at(9))).claimed) ==
          names{"late", "late"});
}

TEST_CASE_TEMPLATE("a retry is due at its time and has the next attempt number", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = db.claim_one("desk", at(0));
    const claim_result round =
        db->record_and_claim(round_of({retried(first, at(10))}), claim_for({"desk"}, at(1)));
    CHECK(round.claimed.empty());
    CHECK(next_due(round, "desk") == at(10));
    CHECK(round.lost_leases.empty());
    CHECK(look_at(*db, "desk", at(1)).scheduled == 1);
    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(10) - duration{1})).claimed.empty());
    CHECK(db.claim_one("desk", at(10)).attempt == 2);
}

TEST_CASE_TEMPLATE("an attempt that shutdown cut off does not advance the retry schedule", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = db.claim_one("desk", at(0));
    const claim_result round =
        db->record_and_claim(round_of({cut_off(first, at(0))}), claim_for({"desk"}, at(1)));
    CHECK(round.claimed.at(0).attempt == 1);
}

TEST_CASE_TEMPLATE("delivered and exhausted deliveries are not claimed again", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a", "b"}, {"desk"});
    const auto claimed = db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed;
    REQUIRE(claimed.size() == 2);
    const claim_result round = db->record_and_claim(round_of({delivered(claimed[0]), exhausted(claimed[1])}),
                                                    claim_for({"desk"}, at(9999)));
    CHECK(round.claimed.empty());
    CHECK_FALSE(next_due(round, "desk"));
    CHECK(look_at(*db, "desk", at(1)).delivered == 1);
    CHECK(look_at(*db, "desk", at(1)).exhausted == 1);
}

TEST_CASE_TEMPLATE("a result counts only under its token, and once", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto claimed = db.claim_one("desk", at(0));
    attempt_record forged = exhausted(claimed);
    forged.token += 1;
    attempt_record unknown = exhausted(claimed);
    unknown.delivery += 1000;
    const claim_result round = db->record_and_claim(
        round_of({forged, unknown, delivered(claimed), exhausted(claimed)}), claim_for({"desk"}, at(1)));
    CHECK(round.lost_leases == std::vector{claimed.id, claimed.id + 1000, claimed.id});
    CHECK(look_at(*db, "desk", at(1)).delivered == 1);
    CHECK(look_at(*db, "desk", at(1)).exhausted == 0);
}

TEST_CASE_TEMPLATE("a round returns when the next delivery of each requested subscriber is due", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit", "other"});
    db.emit({"now", "too"}, {"desk"}, at(1));
    db.emit({"a"}, {"desk"}, at(30));
    CHECK(next_due(db->record_and_claim({}, claim_for({"desk"}, at(1), 1)), "desk") == at(1));
    CHECK(next_due(db->record_and_claim({}, claim_for({"desk"}, at(1), 1)), "desk") == at(30));
    CHECK(next_due(db->record_and_claim({}, claim_for({"desk"}, at(1), 1)), "desk") == at(30));
    CHECK_FALSE(next_due(db->record_and_claim({}, claim_for({"desk"}, at(30), 1)), "desk"));
    CHECK(subscribers_changed(db->record_and_claim({}, claim_for({"audit", "nobody"}, at(30), 0))) ==
          names{"audit"});
}

TEST_CASE_TEMPLATE("a round returns once which queues other calls changed", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"audit", "desk", "other"});
    const auto look = [&db] { return db->record_and_claim({}, claim_for({}, at(5))); };
    CHECK(subscribers_changed(look()) == names{"audit", "desk", "other"});
    CHECK(subscribers_changed(look()).empty());

    db.emit({"a"}, {"desk", "other"}, at(3));
    const claim_result news = look();
    CHECK(subscribers_changed(news) == names{"desk", "other"});
    CHECK(next_due(news, "desk") == at(3));
    CHECK(subscribers_changed(look()).empty());

    const auto claimed = db.claim_one("desk", at(5));
    CHECK(subscribers_changed(db->record_and_claim(round_of({retried(claimed, at(9))}),
                                                   claim_for({}, at(5)))) == names{"desk"});
    db->make_due("desk", at(6));
    CHECK(next_due(look(), "desk") == at(6));

    const auto again = db.claim_one("desk", at(6));
    CHECK(subscribers_changed(db->record_and_claim(round_of({delivered(again)}), claim_for({}, at(6))))
              .empty());
    REQUIRE(db->redeliver(std::vector{again.id}, at(7)).at(0) == redeliver_result::due);
    CHECK(next_due(look(), "desk") == at(7));

    const std::vector seqs{db->find_event("evt_a")->seq};
    CHECK(db->recover("audit", seqs, recover_scope::not_delivered, at(8)) == 1);
    CHECK(next_due(look(), "audit") == at(8));
}

TEST_CASE_TEMPLATE("a round returns the queue of a delivery whose lease expired", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    CHECK_FALSE(next_due(db->record_and_claim({}, claim_for({"desk"}, at(0))), "desk"));
    claim_request other = claim_for({}, at(60));
    other.owner = "two";
    CHECK(next_due(db->record_and_claim({}, other), "desk") == at(0));
}

TEST_CASE_TEMPLATE("a delivery that is released unsent stays where it was in the queue", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"first"}, {"desk"}, at(1));
    db.emit({"second"}, {"desk"}, at(2));
    attempt_record untried =
        cut_off(db->record_and_claim({}, claim_for({"desk"}, at(3), 1)).claimed.at(0), at(0));
    untried.due_at.reset();
    const claim_result round = db->record_and_claim(round_of({untried}), claim_for({"desk"}, at(4)));
    CHECK(names_of(round.claimed) == names{"first", "second"});
}

TEST_CASE_TEMPLATE("take_over voids every lease, and the attempts do not count", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto before = db.claim_one("desk", at(0));
    db->take_over();
    CHECK(look_at(*db, "desk", at(1)).in_flight == 0);
    const claim_result late = db->record_and_claim(round_of({delivered(before)}), claim_for({}, at(1)));
    CHECK(late.lost_leases == std::vector{before.id});
    const auto after = db.claim_one("desk", at(1));
    CHECK(after.id == before.id);
    CHECK(after.attempt == 1);
}

TEST_SUITE_END();
