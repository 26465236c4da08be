#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

using names = std::vector<std::string>;
using results = std::vector<redeliver_result>;

claimed_delivery claim_one(store& db, timestamp now)
{
    return db.record_and_claim({}, claim_for({"desk"}, now, 1)).claimed.at(0);
}

void end(store& db, const attempt_record& how)
{
    REQUIRE(db.record_and_claim(round_of({how}), claim_for({}, at(1))).lost_leases.empty());
}

std::vector<std::int64_t> seqs_of(store& db)
{
    std::vector<std::int64_t> seqs;
    for (const numbered_event& each : db.events_after(0, at(0), 1000))
        seqs.push_back(each.seq);
    return seqs;
}

}  // namespace

TEST_SUITE_BEGIN("store/again");

TEST_CASE_TEMPLATE("a redelivered event starts a full retry schedule, and its attempts are numbered on",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = claim_one(*db, at(0));
    CHECK(first.resend_count == 0);
    end(*db, retried(first, at(2)));
    const auto second = claim_one(*db, at(2));
    CHECK(second.attempt == 2);
    end(*db, exhausted(second));

    CHECK(db->redeliver(std::vector{first.id}, at(9)) == results{redeliver_result::due});
    CHECK(look_at(*db, "desk", at(9)).exhausted == 0);
    CHECK(look_at(*db, "desk", at(9)).oldest_due_at == at(9));
    const auto again = claim_one(*db, at(9));
    CHECK(again.id == first.id);
    CHECK(again.event_id == "evt_a");
    CHECK(again.attempt == 1);
    CHECK(again.resend_count == 1);
    end(*db, delivered(again));
    const auto attempts = db->find_delivery(first.id).value().attempts;
    REQUIRE(attempts.size() == 3);
    CHECK(attempts[2].number == 3);
    CHECK(attempts[2].status == 200);
}

TEST_CASE_TEMPLATE("each redelivery has its own result", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "gone"});
    db.emit({"done", "flies", "waits"}, {"desk"});
    db.emit({"orphan"}, {"gone"});
    const auto orphan = db->deliveries({.subscriber = "gone"}).at(0).id;
    const auto first = claim_one(*db, at(0));
    end(*db, delivered(first));
    const auto done = first.id;
    const auto flies = claim_one(*db, at(0)).id;
    const auto waits = db->deliveries({.subscriber = "desk", .state = delivery_state::pending}).at(0).id;
    db.set_subscribers({"desk"});
    using enum redeliver_result;
    CHECK(db->redeliver(std::vector{done, flies, waits, orphan, std::int64_t{999}, done}, at(1)) ==
          results{due, due_already, due_already, unknown, unknown, due_already});
    CHECK(db->redeliver({}, at(1)).empty());
}

TEST_CASE_TEMPLATE("a redelivery lowers the count of delivered ones until it is delivered", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a", "b"}, {"desk"});
    deliver_all(*db, "desk");
    const auto ids = db->deliveries({});
    REQUIRE(ids.size() == 2);
    CHECK(db->redeliver(std::vector{ids[0].id, ids[0].id}, at(2)).size() == 2);
    CHECK(look_at(*db, "desk", at(2)).delivered == 1);
    CHECK(look_at(*db, "desk", at(2)).due == 1);
    CHECK(deliver_all(*db, "desk", at(2)) == names{"b"});
    CHECK(look_at(*db, "desk", at(2)).delivered == 2);
    CHECK(db->prune(at(9999), std::chrono::hours{1}, 100) == 4);
    CHECK(look_at(*db, "desk", at(2)).delivered == 0);
}

TEST_CASE_TEMPLATE("a result from before a redelivery is dropped", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = claim_one(*db, at(0));
    end(*db, exhausted(first));
    REQUIRE(db->redeliver(std::vector{first.id}, at(1)).size() == 1);
    const auto again = claim_one(*db, at(1));
    CHECK(db->record_and_claim(round_of({delivered(first)}), claim_for({}, at(1))).lost_leases.size() == 1);
    CHECK(again.token > first.token);
    end(*db, delivered(again));
}

TEST_CASE_TEMPLATE("events are read after a number and since a time, oldest first, page by page", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.emit({"a", "b"}, {}, at(10));
    db.emit({"clock set back"}, {}, at(5));
    db.emit({"c", "d"}, {}, at(20));
    CHECK(names_of(db->events_after(0, at(0), 9)) == names{"a", "b", "clock set back", "c", "d"});
    CHECK(names_of(db->events_after(0, at(10), 9)) == names{"a", "b", "c", "d"});
    CHECK(names_of(db->events_after(0, at(11), 9)) == names{"c", "d"});
    CHECK(db->events_after(0, at(21), 9).empty());
    const auto piece = db->events_after(0, at(6), 2);
    REQUIRE(names_of(piece) == names{"a", "b"});
    const auto rest = db->events_after(piece[1].seq, at(6), 2);
    REQUIRE(names_of(rest) == names{"c", "d"});
    CHECK(db->events_after(rest[1].seq, at(6), 2).empty());
    CHECK(rest[1].event.body == make_event("d").body);
}

TEST_CASE_TEMPLATE("a recovery makes missed events due, even those from before the subscriber existed",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"audit"});
    db.emit({"before"}, {"audit"});
    db.set_subscribers({"audit", "desk"});
    db.emit({"got", "lost", "flies", "waits"}, {"desk"});
    end(*db, delivered(claim_one(*db, at(0))));
    end(*db, exhausted(claim_one(*db, at(0))));
    REQUIRE(claim_one(*db, at(0)).event_id == "evt_flies");

    SUBCASE("not what it got")
    {
        CHECK(db->recover("desk", seqs_of(*db), recover_scope::not_delivered, at(5)) == 2);
        CHECK(names_of(db->record_and_claim({}, claim_for({"desk"}, at(5))).claimed) ==
              names{"waits", "lost", "before"});
        CHECK(look_at(*db, "desk", at(5)).delivered == 1);
        CHECK(db->recover("desk", seqs_of(*db), recover_scope::not_delivered, at(5)) == 0);
    }
    SUBCASE("all, what it got too")
    {
        CHECK(db->recover("desk", seqs_of(*db), recover_scope::all, at(5)) == 3);
        CHECK(names_of(db->record_and_claim({}, claim_for({"desk"}, at(5))).claimed) ==
              names{"waits", "got", "lost", "before"});
        CHECK(look_at(*db, "desk", at(5)).delivered == 0);
        CHECK(db->recover("desk", seqs_of(*db), recover_scope::all, at(5)) == 0);
    }
    CHECK(look_at(*db, "audit", at(5)).due == 1);
}

TEST_CASE_TEMPLATE("a recovery after a removal makes cancelled deliveries due", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    db.set_subscribers({});
    CHECK(db->recover("desk", seqs_of(*db), recover_scope::all, at(5)) == 0);
    db.set_subscribers({"desk"});
    CHECK(db->recover("desk", seqs_of(*db), recover_scope::not_delivered, at(5)) == 1);
    CHECK(deliver_all(*db, "desk", at(5)) == names{"a"});
}

TEST_CASE_TEMPLATE("a recovery for an unknown subscriber or of unknown events does nothing", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {});
    CHECK(db->recover("nobody", seqs_of(*db), recover_scope::all, at(5)) == 0);
    CHECK(db->recover("desk", std::vector<std::int64_t>{0, 77}, recover_scope::all, at(5)) == 0);
    CHECK(db->recover("desk", {}, recover_scope::all, at(5)) == 0);
    CHECK(db->deliveries({}).empty());
}

TEST_CASE_TEMPLATE("recovered events of an ordered subscriber are sent in order", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.emit({"1", "2", "3"}, {});
    set_in_order(*db, "desk");
    CHECK(db->recover("desk", seqs_of(*db), recover_scope::not_delivered, at(5)) == 3);
    for (const char* const next : {"1", "2", "3"})
        CHECK(deliver_all(*db, "desk", at(5)) == names{next});
}

TEST_SUITE_END();
