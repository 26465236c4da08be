#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

using names = std::vector<std::string>;

/// Commits one event of the account, due at 0.
void emit_of(store& db, std::string_view name, std::optional<std::string> account)
{
    collection_commit commit = next_commit(db);
    commit.events = {news(name, {"desk"})};
    commit.events[0].event.account = std::move(account);
    REQUIRE(db.commit_collection(commit));
}

std::vector<claimed_delivery> claim(store& db, timestamp now = at(1))
{
    return db.record_and_claim({}, claim_for({"desk"}, now)).claimed;
}

/// The names that can be claimed once these outcomes are recorded.
names claimed_after(store& db, std::vector<attempt_record> ended, timestamp now = at(1))
{
    return names_of(db.record_and_claim(round_of(std::move(ended)), claim_for({"desk"}, now)).claimed);
}

}  // namespace

TEST_SUITE_BEGIN("store/order");

TEST_CASE_TEMPLATE("one event per account is in flight, and events without an account are a group, too",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    emit_of(*db, "a1", "a");
    emit_of(*db, "a2", "a");
    emit_of(*db, "b1", "b");
    emit_of(*db, "x1", std::nullopt);
    emit_of(*db, "x2", std::nullopt);
    CHECK(names_of(claim(*db)) == names{"a1", "b1", "x1"});
    CHECK(claim(*db).empty());
    CHECK(look_at(*db, "desk", at(1)).due == 2);
}

TEST_CASE_TEMPLATE("the next delivery is claimed in the round that ends the one before it", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    db.emit({"1", "2", "3"}, {"desk"});
    const auto first = claim(*db).at(0);
    const claim_result round = db->record_and_claim(round_of({delivered(first)}), claim_for({"desk"}, at(1)));
    REQUIRE(names_of(round.claimed) == names{"2"});
    CHECK(claimed_after(*db, {exhausted(round.claimed[0])}) == names{"3"});
}

TEST_CASE_TEMPLATE("a retry blocks its account until its time, and no other account", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    emit_of(*db, "a1", "a");
    emit_of(*db, "a2", "a");
    const auto first = claim(*db).at(0);
    const claim_result round =
        db->record_and_claim(round_of({retried(first, at(100))}), claim_for({"desk"}, at(1)));
    CHECK(round.claimed.empty());
    CHECK(next_due(round, "desk") == at(100));
    CHECK(look_at(*db, "desk", at(1)).due == 1);
    CHECK(look_at(*db, "desk", at(1)).scheduled == 1);
    CHECK(look_at(*db, "desk", at(1)).oldest_due_at == at(0));
    emit_of(*db, "b1", "b");
    CHECK(names_of(claim(*db)) == names{"b1"});
    CHECK(names_of(claim(*db, at(100))) == names{"a1"});
}

TEST_CASE_TEMPLATE("a redelivered event goes before newer ones and after the one in flight", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    db.emit({"1", "2", "3"}, {"desk"});
    const auto first = claim(*db).at(0);
    static_cast<void>(db->record_and_claim(round_of({delivered(first)}), claim_for({}, at(1))));
    REQUIRE(db->redeliver(std::vector{first.id}, at(1)) == std::vector{redeliver_result::due});
    const auto again = claim(*db);
    REQUIRE(names_of(again) == names{"1"});
    const auto second =
        db->record_and_claim(round_of({delivered(again[0])}), claim_for({"desk"}, at(1))).claimed;
    REQUIRE(names_of(second) == names{"2"});
    REQUIRE(db->redeliver(std::vector{first.id}, at(1)) == std::vector{redeliver_result::due});
    CHECK(claim(*db).empty());
    SUBCASE("when that ends")
    {
        CHECK(claimed_after(*db, {delivered(second[0])}) == names{"1"});
    }
    SUBCASE("when that failed")
    {
        CHECK(claimed_after(*db, {retried(second[0], at(0))}) == names{"1"});
    }
    SUBCASE("when shutdown cut that off")
    {
        CHECK(claimed_after(*db, {cut_off(second[0], at(0))}) == names{"1"});
    }
    SUBCASE("when its lease is void")
    {
        db->take_over();
        CHECK(names_of(claim(*db)) == names{"1"});
    }
}

TEST_CASE_TEMPLATE("in_order applies to pending deliveries after all those in flight", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"1", "2", "3", "4"}, {"desk"});
    const auto under_way = db->record_and_claim({}, claim_for({"desk"}, at(0), 2)).claimed;
    REQUIRE(under_way.size() == 2);
    set_in_order(*db, "desk");
    CHECK(claim(*db).empty());
    CHECK(claimed_after(*db, {retried(under_way[0], at(0))}).empty());
    CHECK(claimed_after(*db, {delivered(under_way[1])}) == names{"1"});
    db->take_over();
    CHECK(names_of(claim(*db)) == names{"1"});
}

TEST_CASE_TEMPLATE("in_order with several in flight leaves one unblocked after their leases are voided",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    db.emit({"1", "2"}, {"desk"});
    REQUIRE(claim(*db).size() == 2);
    set_in_order(*db, "desk");
    db->take_over();
    CHECK(names_of(claim(*db)) == names{"1"});
}

TEST_CASE_TEMPLATE("without in_order every pending delivery is unblocked", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    db.emit({"1", "2", "3"}, {"desk"});
    const auto first = claim(*db).at(0);
    db.set_subscribers({"desk"});
    CHECK(names_of(claim(*db)) == names{"2", "3"});
    CHECK(db->record_and_claim(round_of({delivered(first)}), claim_for({}, at(1))).lost_leases.empty());
}

TEST_CASE_TEMPLATE("a removal cancels a whole ordering group and unblocks none of it", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    db.emit({"1", "2", "3"}, {"desk"});
    const auto first = claim(*db).at(0);
    db.set_subscribers({}, at(1));
    CHECK(claim(*db).empty());
    CHECK(db->deliveries({.subscriber = "desk", .state = delivery_state::cancelled}).size() == 3);
    set_in_order(*db, "desk");
    CHECK(claim(*db).empty());
    db.emit({"4"}, {"desk"});
    CHECK(names_of(claim(*db)) == names{"4"});
    CHECK(db->record_and_claim(round_of({delivered(first)}), claim_for({}, at(1))).lost_leases.size() == 1);
}

TEST_CASE_TEMPLATE("pruning a finished delivery unblocks none", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    set_in_order(*db, "desk");
    db.emit({"1", "2", "3"}, {"desk"});
    CHECK(deliver_all(*db, "desk") == names{"1"});
    const auto second = claim(*db).at(0);
    CHECK(db->prune(at(9999), std::chrono::hours{1}, 100) == 2);
    CHECK(claim(*db, at(2)).empty());
    CHECK(claimed_after(*db, {delivered(second)}) == names{"3"});
}

TEST_SUITE_END();
