#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

using names = std::vector<std::string>;
using outcomes = std::vector<again_outcome>;

claimed_delivery claim_one(store& kept, timestamp now)
{
    return kept.settle({}, claim_for({"desk"}, now, 1)).claimed.at(0);
}

void end(store& kept, const attempt_record& how)
{
    REQUIRE(kept.settle(round_of({how}), claim_for({}, at(1))).lost_leases.empty());
}

std::vector<std::int64_t> seqs_of(store& kept)
{
    std::vector<std::int64_t> seqs;
    for (const numbered_event& each : kept.events_after(0, at(0), 1000))
        seqs.push_back(each.seq);
    return seqs;
}

}  // namespace

TEST_SUITE_BEGIN("store/again");

TEST_CASE_TEMPLATE("what is sent again begins its schedule anew and goes on counting its attempts", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"a"}, {"desk"});
    const auto first = claim_one(*kept, at(0));
    CHECK(first.round == 0);
    end(*kept, retried(first, at(2)));
    const auto second = claim_one(*kept, at(2));
    CHECK(second.attempt == 2);
    end(*kept, exhausted(second));

    CHECK(kept->redeliver(std::vector{first.id}, at(9)) == outcomes{again_outcome::due});
    CHECK(look_at(*kept, "desk", at(9)).exhausted == 0);
    CHECK(look_at(*kept, "desk", at(9)).oldest_due_at == at(9));
    const auto again = claim_one(*kept, at(9));
    CHECK(again.id == first.id);
    CHECK(again.event_id == "evt_a");
    CHECK(again.attempt == 1);
    CHECK(again.round == 1);
    end(*kept, delivered(again));
    const auto attempts = kept->find_delivery(first.id).value().attempts;
    REQUIRE(attempts.size() == 3);
    CHECK(attempts[2].number == 3);
    CHECK(attempts[2].status == 200);
}

TEST_CASE_TEMPLATE("each wish to send again has its own outcome", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk", "gone"});
    tell(*kept, {"done", "flies", "waits"}, {"desk"});
    tell(*kept, {"orphan"}, {"gone"});
    const auto orphan = kept->deliveries({.subscriber = "gone"}).at(0).id;
    const auto first = claim_one(*kept, at(0));
    end(*kept, delivered(first));
    const auto done = first.id;
    const auto flies = claim_one(*kept, at(0)).id;
    const auto waits = kept->deliveries({.subscriber = "desk", .state = delivery_state::pending}).at(0).id;
    set_subscribers(*kept, {"desk"});
    using enum again_outcome;
    CHECK(kept->redeliver(std::vector{done, flies, waits, orphan, std::int64_t{999}, done}, at(1)) ==
          outcomes{due, due_already, due_already, unknown, unknown, due_already});
    CHECK(kept->redeliver({}, at(1)).empty());
}

TEST_CASE_TEMPLATE("sending a delivered one again lowers the count of those delivered until it is", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"a", "b"}, {"desk"});
    deliver_all(*kept, "desk");
    const auto ids = kept->deliveries({});
    REQUIRE(ids.size() == 2);
    CHECK(kept->redeliver(std::vector{ids[0].id, ids[0].id}, at(2)).size() == 2);
    CHECK(look_at(*kept, "desk", at(2)).delivered == 1);
    CHECK(look_at(*kept, "desk", at(2)).due == 1);
    CHECK(deliver_all(*kept, "desk", at(2)) == names{"b"});
    CHECK(look_at(*kept, "desk", at(2)).delivered == 2);
    CHECK(kept->prune(at(9999), std::chrono::hours{1}, 100) == 4);
    CHECK(look_at(*kept, "desk", at(2)).delivered == 0);
}

TEST_CASE_TEMPLATE("an outcome of before does not count once it was asked for again", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"a"}, {"desk"});
    const auto first = claim_one(*kept, at(0));
    end(*kept, exhausted(first));
    REQUIRE(kept->redeliver(std::vector{first.id}, at(1)).size() == 1);
    const auto again = claim_one(*kept, at(1));
    CHECK(kept->settle(round_of({delivered(first)}), claim_for({}, at(1))).lost_leases.size() == 1);
    CHECK(again.token > first.token);
    end(*kept, delivered(again));
}

TEST_CASE_TEMPLATE("events are read on from a number and a time, oldest first, a piece at a time", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    tell(*kept, {"a", "b"}, {}, at(10));
    tell(*kept, {"clock set back"}, {}, at(5));
    tell(*kept, {"c", "d"}, {}, at(20));
    CHECK(names_of(kept->events_after(0, at(0), 9)) == names{"a", "b", "clock set back", "c", "d"});
    CHECK(names_of(kept->events_after(0, at(10), 9)) == names{"a", "b", "c", "d"});
    CHECK(names_of(kept->events_after(0, at(11), 9)) == names{"c", "d"});
    CHECK(kept->events_after(0, at(21), 9).empty());
    const auto piece = kept->events_after(0, at(6), 2);
    REQUIRE(names_of(piece) == names{"a", "b"});
    const auto rest = kept->events_after(piece[1].seq, at(6), 2);
    REQUIRE(names_of(rest) == names{"c", "d"});
    CHECK(kept->events_after(rest[1].seq, at(6), 2).empty());
    CHECK(rest[1].event.body == make_event("d").body);
}

TEST_CASE_TEMPLATE("recovering sends what the subscriber never got, also from before it existed", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"audit"});
    tell(*kept, {"before"}, {"audit"});
    set_subscribers(*kept, {"audit", "desk"});
    tell(*kept, {"got", "lost", "flies", "waits"}, {"desk"});
    end(*kept, delivered(claim_one(*kept, at(0))));
    end(*kept, exhausted(claim_one(*kept, at(0))));
    REQUIRE(claim_one(*kept, at(0)).event_id == "evt_flies");

    SUBCASE("not what it got")
    {
        CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::not_delivered, at(5)) == 2);
        CHECK(names_of(kept->settle({}, claim_for({"desk"}, at(5))).claimed) ==
              names{"waits", "lost", "before"});
        CHECK(look_at(*kept, "desk", at(5)).delivered == 1);
        CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::not_delivered, at(5)) == 0);
    }
    SUBCASE("all, what it got too")
    {
        CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::all, at(5)) == 3);
        CHECK(names_of(kept->settle({}, claim_for({"desk"}, at(5))).claimed) ==
              names{"waits", "got", "lost", "before"});
        CHECK(look_at(*kept, "desk", at(5)).delivered == 0);
        CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::all, at(5)) == 0);
    }
    CHECK(look_at(*kept, "audit", at(5)).due == 1);
}

TEST_CASE_TEMPLATE("recovering after a removal sends what was cancelled", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"a"}, {"desk"});
    set_subscribers(*kept, {});
    CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::all, at(5)) == 0);
    set_subscribers(*kept, {"desk"});
    CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::not_delivered, at(5)) == 1);
    CHECK(deliver_all(*kept, "desk", at(5)) == names{"a"});
}

TEST_CASE_TEMPLATE("recovering for nobody, or of events that are not there, does nothing", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"a"}, {});
    CHECK(kept->recover("nobody", seqs_of(*kept), recover_scope::all, at(5)) == 0);
    CHECK(kept->recover("desk", std::vector<std::int64_t>{0, 77}, recover_scope::all, at(5)) == 0);
    CHECK(kept->recover("desk", {}, recover_scope::all, at(5)) == 0);
    CHECK(kept->deliveries({}).empty());
}

TEST_CASE_TEMPLATE("what is recovered in order goes in the order asked", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    tell(*kept, {"1", "2", "3"}, {});
    set_in_order(*kept, "desk");
    CHECK(kept->recover("desk", seqs_of(*kept), recover_scope::not_delivered, at(5)) == 3);
    for (const char* const next : {"1", "2", "3"})
        CHECK(deliver_all(*kept, "desk", at(5)) == names{next});
}

TEST_SUITE_END();
