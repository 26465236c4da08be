#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

using names = std::vector<std::string>;

attempt_record exhausted_with_news(const claimed_delivery& claimed, std::string_view name)
{
    attempt_record ended = exhausted(claimed);
    ended.event = news(name, {"audit"});
    return ended;
}

health_change disabled_with_news(const std::string& subscriber, std::string_view name)
{
    health_change change;
    change.state.name = subscriber;
    change.state.health.disabled = disabled_state{.since = at(1), .why = disabled_reason::failing};
    change.event = news(name, {"audit"});
    return change;
}

}  // namespace

TEST_SUITE_BEGIN("store/news_of_rounds");

TEST_CASE_TEMPLATE("events of a round are stored with it, and due in the same round", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a"}, {"desk"});
    const auto claimed = db.claim_one("desk", at(0));
    round_results round = round_of({exhausted_with_news(claimed, "lost")}, at(2));
    round.subscribers = {disabled_with_news("desk", "off")};
    CHECK(names_of(db->record_and_claim(round, claim_for({"audit"}, at(2))).claimed) == names{"lost", "off"});
    CHECK(names_of(newest_events(*db, 9)) == names{"off", "lost", "a"});
    CHECK(health_of(*db, "desk").disabled);
    CHECK(look_at(*db, "desk", at(2)).exhausted == 1);
}

TEST_CASE_TEMPLATE("an attempt whose lease had ended emits no event", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a"}, {"desk"});
    const auto claimed = db.claim_one("desk", at(0));
    db->take_over();
    const round_results round = round_of({exhausted_with_news(claimed, "lost")});
    const claim_result answer = db->record_and_claim(round, claim_for({"audit"}, at(2)));
    CHECK(answer.lost_leases == std::vector{claimed.id});
    CHECK(answer.claimed.empty());
    CHECK(names_of(newest_events(*db, 9)) == names{"a"});
}

TEST_CASE_TEMPLATE("an event id is emitted once, in rounds as in collections", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a", "b"}, {"desk"});
    db.emit({"known"}, {});
    const auto claimed = db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed;
    REQUIRE(claimed.size() == 2);
    round_results round =
        round_of({exhausted_with_news(claimed[0], "lost"), exhausted_with_news(claimed[1], "lost")});
    round.subscribers = {disabled_with_news("desk", "known")};
    CHECK(names_of(db->record_and_claim(round, claim_for({"audit"}, at(2))).claimed) == names{"lost"});
    CHECK(db->overview(at(2)).events == 4);
    CHECK(health_of(*db, "desk").disabled);
}

TEST_CASE_TEMPLATE("the health of a removed subscriber is neither stored nor announced", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.set_subscribers({"audit"});
    round_results round = round_of({});
    round.subscribers = {disabled_with_news("desk", "off"), disabled_with_news("nobody", "off2")};
    CHECK(db->record_and_claim(round, claim_for({"audit"}, at(2))).claimed.empty());
    CHECK(newest_events(*db, 9).empty());
    CHECK(db->subscriber_states().size() == 1);
}

TEST_CASE_TEMPLATE("the last of several health changes in a round is stored", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    round_results round = round_of({});
    round.subscribers = {disabled_with_news("desk", "off"),
                         {.state = {.name = "desk", .health = {}}, .event = {}}};
    static_cast<void>(db->record_and_claim(round, claim_for({}, at(2))));
    CHECK(health_of(*db, "desk") == subscriber_health{});
    CHECK(names_of(newest_events(*db, 9)) == names{"off"});
}

TEST_CASE_TEMPLATE("events of a round are ordered, too", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "audit");
    db.emit({"a"}, {"audit"});
    const auto claimed = db.claim_one("audit", at(0));
    const round_results round = round_of({exhausted_with_news(claimed, "lost")});
    const auto next = db->record_and_claim(round, claim_for({"audit"}, at(2))).claimed;
    REQUIRE(names_of(next) == names{"lost"});
    db.emit({"b"}, {"audit"});
    CHECK(db->record_and_claim({}, claim_for({"audit"}, at(2))).claimed.empty());
}

TEST_SUITE_END();
