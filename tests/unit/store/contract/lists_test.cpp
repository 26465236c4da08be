#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

using names = std::vector<std::string>;

void emit_of(store& db, std::string_view name, std::optional<std::string> account,
             std::optional<std::string> marketplace, std::vector<std::string> subscribers, timestamp when)
{
    collection_commit commit = next_commit(db, us_scope(), when);
    commit.events = {news(name, std::move(subscribers), when)};
    commit.events[0].event.account = std::move(account);
    commit.events[0].event.marketplace_id = std::move(marketplace);
    REQUIRE(db.commit_collection(commit));
}

/// Events of two accounts to two subscribers; desk's stand: 1 delivered, 2 exhausted, 3 in flight, 4 and 5 pending.
void fill(store& db)
{
    set_subscribers(db, {"desk", "audit"});
    emit_of(db, "1", "acme", "US", {"desk"}, at(10));
    emit_of(db, "2", "acme", "DE", {"desk", "audit"}, at(20));
    emit_of(db, "3", "other", "US", {"desk"}, at(30));
    emit_of(db, "4", std::nullopt, std::nullopt, {"desk"}, at(40));
    emit_of(db, "5", "acme", "US", {"desk"}, at(50));
    const auto claimed = db.record_and_claim({}, claim_for({"desk"}, at(100), 3)).claimed;
    const auto round = round_of({delivered(claimed.at(0), at(101)), exhausted(claimed.at(1), at(102))});
    static_cast<void>(db.record_and_claim(round, claim_for({}, at(103))));
}

}  // namespace

TEST_SUITE_BEGIN("store/lists");

TEST_CASE_TEMPLATE("deliveries are listed newest first and filtered", Engine, DEFECTD_STORE_ENGINES)
{
    using enum delivery_state;
    const contract_store<Engine> db;
    fill(*db);
    struct row {
        list_filter filter;
        names expected;
    };
    const row rows[]{
        {{}, {"5", "4", "3", "2", "2", "1"}},
        {{.subscriber = "desk"}, {"5", "4", "3", "2", "1"}},
        {{.subscriber = "audit"}, {"2"}},
        {{.subscriber = "nobody"}, {}},
        {{.state = pending}, {"5", "4", "2"}},
        {{.state = in_flight}, {"3"}},
        {{.state = delivered}, {"1"}},
        {{.state = exhausted}, {"2"}},
        {{.state = cancelled}, {}},
        {{.subscriber = "desk", .state = pending}, {"5", "4"}},
        {{.subscriber = "desk", .state = in_flight}, {"3"}},
        {{.subscriber = "desk", .state = exhausted}, {"2"}},
        {{.subscriber = "audit", .state = exhausted}, {}},
        {{.subscriber = "audit", .state = delivered}, {}},
        {{.account = "acme"}, {"5", "2", "2", "1"}},
        {{.account = "acme", .state = pending}, {"5", "2"}},
        {{.account = "acme", .subscriber = "audit"}, {"2"}},
        {{.account = "acme", .marketplace_id = "US"}, {"5", "1"}},
        {{.marketplace_id = "US"}, {"5", "3", "1"}},
        {{.marketplace_id = "US", .state = delivered}, {"1"}},
        {{.since = at(30)}, {"5", "4", "3"}},
        {{.account = "acme", .since = at(20)}, {"5", "2", "2"}},
        {{.state = pending, .since = at(21)}, {"5", "4"}},
        {{.since = at(51)}, {}},
        {{.limit = 2}, {"5", "4"}},
        {{.state = pending, .limit = 1}, {"5"}},
    };
    for (const row& each : rows) {
        CAPTURE(&each - rows);
        CHECK(names_of(db->deliveries(each.filter)) == each.expected);
    }
}

TEST_CASE_TEMPLATE("pages have neither gaps nor repetitions", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    fill(*db);
    for (const list_filter& start : {list_filter{.limit = 2}, list_filter{.subscriber = "desk", .limit = 1},
                                     list_filter{.account = "acme", .limit = 3},
                                     list_filter{.state = delivery_state::pending, .limit = 2}}) {
        list_filter all = start;
        all.limit = 1000;
        names paged;
        list_filter next = start;
        for (auto page = db->deliveries(next); !page.empty(); page = db->deliveries(next)) {
            for (const std::string& name : names_of(page))
                paged.push_back(name);
            next.before = page.back().id;
        }
        CHECK(paged == names_of(db->deliveries(all)));
    }
}

TEST_CASE_TEMPLATE("a blocked delivery is listed as pending", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    db.emit({"1", "2", "3"}, {"desk"});
    REQUIRE(db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed.size() == 1);
    CHECK(names_of(db->deliveries({.state = delivery_state::pending})) == names{"3", "2"});
    CHECK(names_of(db->deliveries({.subscriber = "desk", .state = delivery_state::pending, .limit = 1})) ==
          names{"3"});
}

TEST_CASE_TEMPLATE("a listed delivery has every member", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    fill(*db);
    const delivery_record lost = db->deliveries({.state = delivery_state::exhausted}).at(0);
    CHECK(lost.subscriber == "desk");
    CHECK(lost.event_id == "evt_2");
    CHECK(lost.event_type == "defect.created");
    CHECK(lost.event_at == at(20));
    CHECK(lost.account == "acme");
    CHECK(lost.marketplace_id == "DE");
    CHECK(lost.state == delivery_state::exhausted);
    CHECK(lost.attempts == 1);
    CHECK_FALSE(lost.due_at);
    CHECK(lost.finished_at == at(102));
    CHECK(lost.last_status == 503);
    CHECK(lost.last_failure == "status");

    const delivery_record waits =
        db->deliveries({.subscriber = "desk", .state = delivery_state::pending}).at(1);
    CHECK(waits.event_id == "evt_4");
    CHECK_FALSE(waits.account);
    CHECK_FALSE(waits.marketplace_id);
    CHECK(waits.attempts == 0);
    CHECK(waits.due_at == at(40));
    CHECK_FALSE(waits.finished_at);
    CHECK(waits.last_status == 0);
    CHECK(waits.last_failure.empty());
}

TEST_CASE_TEMPLATE("a delivery is found with its attempts, oldest first", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"a"}, {"desk"});
    const auto first = db.claim_one("desk", at(0));
    attempt_record failed = retried(first, at(5), at(1));
    failed.message_id = "msg_1";
    const auto second = db->record_and_claim(round_of({failed}), claim_for({"desk"}, at(5))).claimed.at(0);
    static_cast<void>(db->record_and_claim(round_of({delivered(second, at(6))}), claim_for({}, at(6))));

    const delivery_history found = db->find_delivery(first.id).value();
    CHECK(found.delivery.event_id == "evt_a");
    CHECK(found.delivery.attempts == 2);
    CHECK(found.delivery.last_status == 200);
    REQUIRE(found.attempts.size() == 2);
    CHECK(found.attempts[0].number == 1);
    CHECK(found.attempts[0].status == 503);
    CHECK(found.attempts[0].failure == "status");
    CHECK(found.attempts[0].message_id == "msg_1");
    CHECK(found.attempts[0].started_at == failed.started_at);
    CHECK(found.attempts[1].number == 2);
    CHECK(found.attempts[1].ended_at == at(6));
    CHECK(found.attempts[1].message_id.empty());
    CHECK_FALSE(db->find_delivery(first.id + 1));
}

TEST_CASE_TEMPLATE("events are listed newest first and filtered, and found by id", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    fill(*db);
    struct row {
        list_filter filter;
        names expected;
    };
    const row rows[]{
        {{}, {"5", "4", "3", "2", "1"}},
        {{.account = "acme"}, {"5", "2", "1"}},
        {{.account = "acme", .marketplace_id = "US"}, {"5", "1"}},
        {{.marketplace_id = "US"}, {"5", "3", "1"}},
        {{.subscriber = "audit"}, {"2"}},
        {{.account = "acme", .subscriber = "desk"}, {"5", "2", "1"}},
        {{.subscriber = "nobody"}, {}},
        {{.since = at(30)}, {"5", "4", "3"}},
        {{.account = "acme", .since = at(11)}, {"5", "2"}},
        {{.limit = 2}, {"5", "4"}},
        {{.account = "acme", .limit = 1}, {"5"}},
        {{.subscriber = "desk", .limit = 2}, {"5", "4"}},
    };
    for (const row& each : rows) {
        CAPTURE(&each - rows);
        CHECK(names_of(db->events(each.filter)) == each.expected);
    }
    const auto third = db->events({.account = "other"}).at(0);
    CHECK(names_of(db->events({.before = third.seq})) == names{"2", "1"});
    CHECK(names_of(db->events({.account = "acme", .before = third.seq})) == names{"2", "1"});

    const numbered_event found = db->find_event("evt_3").value();
    CHECK(found.seq == third.seq);
    CHECK(found.event.at == at(30));
    CHECK(found.event.body == make_event("3").body);
    CHECK(found.event.channel == fulfillment::mfn);
    CHECK_FALSE(db->find_event("evt_6"));
}

TEST_CASE_TEMPLATE("rare rows are found below many newer ones", Engine, sqlite_in_memory)
{
    const contract_store<Engine> db;
    fill(*db);
    collection_commit commit = next_commit(*db, us_scope(), at(60));
    for (int i = 0; i < 10'050; ++i) {
        commit.events.push_back(news("many" + std::to_string(i), {"audit"}, at(60)));
        commit.events.back().event.account = "many";
    }
    REQUIRE(db->commit_collection(commit));
    db.set_subscribers({"audit"});
    CHECK(names_of(db->deliveries({.subscriber = "desk"})) == names{"5", "4", "3", "2", "1"});
    CHECK(names_of(db->deliveries({.account = "acme"})) == names{"5", "2", "2", "1"});
    CHECK(names_of(db->deliveries({.marketplace_id = "US"})) == names{"5", "3", "1"});
    CHECK(names_of(db->deliveries({.state = delivery_state::delivered})) == names{"1"});
    CHECK(names_of(db->deliveries({.state = delivery_state::exhausted})) == names{"2"});
    CHECK(names_of(db->deliveries({.state = delivery_state::cancelled})) == names{"5", "4", "3"});
    CHECK(names_of(db->deliveries({.account = "acme", .state = delivery_state::pending})) == names{"2"});
    CHECK(names_of(db->deliveries({.subscriber = "desk", .since = at(40)})) == names{"5", "4"});
    CHECK(names_of(db->events({.account = "acme"})) == names{"5", "2", "1"});
    CHECK(names_of(db->events({.marketplace_id = "US", .since = at(20)})) == names{"5", "3"});
    CHECK(names_of(db->events({.subscriber = "desk", .since = at(40)})) == names{"5", "4"});
}

TEST_SUITE_END();
