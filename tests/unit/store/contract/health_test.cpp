#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

subscriber_health disabled_health(disabled_reason why)
{
    return {.failing_since = at(-100),
            .held_until = at(700),
            .disabled = disabled_state{.since = at(5), .why = why},
            .is_paused = true,
            .disable_count = 3};
}

void keep_health(store& db, const std::string& name, const subscriber_health& health)
{
    const round_results round{.attempts = {},
                              .subscribers = {{.state = {.name = name, .health = health}, .event = {}}},
                              .now = at(6)};
    static_cast<void>(db.record_and_claim(round, claim_for({}, at(6))));
}

void move_to(store& db, std::string_view url_digest, timestamp now)
{
    const std::vector<subscriber_setup> setups{{.name = "desk", .url_digest = std::string{url_digest}}};
    db.set_subscribers(setups, now);
}

}  // namespace

TEST_SUITE_BEGIN("store/health");

TEST_CASE_TEMPLATE("subscribers are listed by name, and are well at first", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    CHECK(db->subscriber_states().empty());
    db.set_subscribers({"zoe", "desk", "gone"});
    db.set_subscribers({"zoe", "desk"});
    const auto states = db->subscriber_states();
    REQUIRE(states.size() == 2);
    CHECK(states[0].name == "desk");
    CHECK(states[1].name == "zoe");
    CHECK(states[0].health == subscriber_health{});
}

TEST_CASE_TEMPLATE("every member of the health is stored and cleared, for one subscriber only", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    for (const auto why : {disabled_reason::gone, disabled_reason::failing, disabled_reason::by_hand}) {
        keep_health(*db, "desk", disabled_health(why));
        CHECK(health_of(*db, "desk") == disabled_health(why));
        CHECK(look_at(*db, "desk", at(7)).health == disabled_health(why));
    }
    CHECK(health_of(*db, "audit") == subscriber_health{});
    keep_health(*db, "desk", {});
    CHECK(health_of(*db, "desk") == subscriber_health{});
}

TEST_CASE_TEMPLATE("the health survives a restart with the same URL", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    move_to(*db, "one", at(0));
    keep_health(*db, "desk", disabled_health(disabled_reason::failing));
    db->take_over();
    move_to(*db, "one", at(9));
    CHECK(health_of(*db, "desk") == disabled_health(disabled_reason::failing));
}

TEST_CASE_TEMPLATE("a new URL clears failures and their disabling, and no command", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    for (const auto why : {disabled_reason::gone, disabled_reason::failing, disabled_reason::by_hand}) {
        move_to(*db, "one", at(0));
        keep_health(*db, "desk", disabled_health(why));
        move_to(*db, "two", at(9));
        const subscriber_health health = health_of(*db, "desk");
        CHECK(health.disabled.has_value() == (why == disabled_reason::by_hand));
        CHECK_FALSE(health.failing_since);
        CHECK_FALSE(health.held_until);
        CHECK(health.is_paused);
        CHECK(health.disable_count == 3);
    }
}

TEST_CASE_TEMPLATE("the deliveries of a subscriber that a new URL enables are due at once", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    move_to(*db, "one", at(0));
    db.emit({"a"}, {"desk"});
    const auto claimed = db.claim_one("desk", at(0));
    static_cast<void>(db->record_and_claim(round_of({retried(claimed, at(5000))}), claim_for({}, at(1))));
    move_to(*db, "two", at(2));  // it was not disabled
    CHECK(look_at(*db, "desk", at(3)).scheduled == 1);
    keep_health(*db, "desk", disabled_health(disabled_reason::gone));
    move_to(*db, "three", at(9));
    CHECK(look_at(*db, "desk", at(9)).due == 1);
}

TEST_CASE_TEMPLATE("a subscriber that returns is well, and its disablings are counted on", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    keep_health(*db, "desk", disabled_health(disabled_reason::by_hand));
    db.set_subscribers({});
    db.set_subscribers({"desk"});
    subscriber_health fresh;
    fresh.disable_count = 3;
    CHECK(health_of(*db, "desk") == fresh);
}

TEST_CASE_TEMPLATE("make_due makes scheduled deliveries due, for one subscriber only", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a", "b"}, {"desk", "audit"}, at(100));
    db.emit({"old"}, {"desk"}, at(0));
    db->make_due("desk", at(50));
    db->make_due("nobody", at(50));
    CHECK(look_at(*db, "desk", at(50)).due == 3);
    CHECK(look_at(*db, "desk", at(50)).oldest_due_at == at(0));
    CHECK(look_at(*db, "audit", at(50)).scheduled == 2);
    CHECK(names_of(db->record_and_claim({}, claim_for({"desk"}, at(50))).claimed) ==
          std::vector<std::string>{"old", "a", "b"});
}

TEST_SUITE_END();
