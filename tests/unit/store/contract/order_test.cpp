#include <doctest/doctest.h>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

using names = std::vector<std::string>;

/// Commits one event of the account, due at 0.
void tell_of(store& kept, std::string_view name, std::optional<std::string> account)
{
    collection_commit commit = next_commit(kept);
    commit.events = {news(name, {"desk"})};
    commit.events[0].event.account = std::move(account);
    REQUIRE(kept.commit_collection(commit));
}

std::vector<claimed_delivery> claim(store& kept, timestamp now = at(1))
{
    return kept.settle({}, claim_for({"desk"}, now)).claimed;
}

/// The names that can be claimed once these outcomes are recorded.
names claimed_after(store& kept, std::vector<attempt_record> ended, timestamp now = at(1))
{
    return names_of(kept.settle(round_of(std::move(ended)), claim_for({"desk"}, now)).claimed);
}

}  // namespace

TEST_SUITE_BEGIN("store/order");

TEST_CASE_TEMPLATE("in order, one event of each account is under way, and those without one are a line too",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell_of(*kept, "a1", "a");
    tell_of(*kept, "a2", "a");
    tell_of(*kept, "b1", "b");
    tell_of(*kept, "x1", std::nullopt);
    tell_of(*kept, "x2", std::nullopt);
    CHECK(names_of(claim(*kept)) == names{"a1", "b1", "x1"});
    CHECK(claim(*kept).empty());
    CHECK(look_at(*kept, "desk", at(1)).due == 2);
}

TEST_CASE_TEMPLATE("the next goes in the round that ends the one before, delivered or exhausted", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell(*kept, {"1", "2", "3"}, {"desk"});
    const auto first = claim(*kept).at(0);
    const settlement round = kept->settle(round_of({delivered(first)}), claim_for({"desk"}, at(1)));
    REQUIRE(names_of(round.claimed) == names{"2"});
    CHECK(claimed_after(*kept, {exhausted(round.claimed[0])}) == names{"3"});
}

TEST_CASE_TEMPLATE("a retry holds up its account until its time, and no other account", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell_of(*kept, "a1", "a");
    tell_of(*kept, "a2", "a");
    const auto first = claim(*kept).at(0);
    const settlement round = kept->settle(round_of({retried(first, at(100))}), claim_for({"desk"}, at(1)));
    CHECK(round.claimed.empty());
    CHECK(next_due(round, "desk") == at(100));
    CHECK(look_at(*kept, "desk", at(1)).due == 1);
    CHECK(look_at(*kept, "desk", at(1)).scheduled == 1);
    CHECK(look_at(*kept, "desk", at(1)).oldest_due_at == at(0));
    tell_of(*kept, "b1", "b");
    CHECK(names_of(claim(*kept)) == names{"b1"});
    CHECK(names_of(claim(*kept, at(100))) == names{"a1"});
}

TEST_CASE_TEMPLATE("what is sent again goes before the younger that wait, and after the one under way",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell(*kept, {"1", "2", "3"}, {"desk"});
    const auto first = claim(*kept).at(0);
    static_cast<void>(kept->settle(round_of({delivered(first)}), claim_for({}, at(1))));
    REQUIRE(kept->redeliver(std::vector{first.id}, at(1)) == std::vector{again_outcome::due});
    const auto again = claim(*kept);
    REQUIRE(names_of(again) == names{"1"});
    const auto second = kept->settle(round_of({delivered(again[0])}), claim_for({"desk"}, at(1))).claimed;
    REQUIRE(names_of(second) == names{"2"});
    REQUIRE(kept->redeliver(std::vector{first.id}, at(1)) == std::vector{again_outcome::due});
    CHECK(claim(*kept).empty());
    SUBCASE("when that ends")
    {
        CHECK(claimed_after(*kept, {delivered(second[0])}) == names{"1"});
    }
    SUBCASE("when that failed")
    {
        CHECK(claimed_after(*kept, {retried(second[0], at(0))}) == names{"1"});
    }
    SUBCASE("when shutdown cut that off")
    {
        CHECK(claimed_after(*kept, {cut_off(second[0], at(0))}) == names{"1"});
    }
    SUBCASE("when its lease is void")
    {
        kept->take_over("two", at(1));
        CHECK(names_of(claim(*kept)) == names{"1"});
    }
}

TEST_CASE_TEMPLATE("turned on, order holds for what is pending, behind all that is under way", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"1", "2", "3", "4"}, {"desk"});
    const auto under_way = kept->settle({}, claim_for({"desk"}, at(0), 2)).claimed;
    REQUIRE(under_way.size() == 2);
    set_in_order(*kept, "desk");
    CHECK(claim(*kept).empty());
    CHECK(claimed_after(*kept, {retried(under_way[0], at(0))}).empty());
    CHECK(claimed_after(*kept, {delivered(under_way[1])}) == names{"1"});
    kept->take_over("two", at(1));
    CHECK(names_of(claim(*kept)) == names{"1"});
}

TEST_CASE_TEMPLATE("turned on with several under way, voided leases leave one to go", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_subscribers(*kept, {"desk"});
    tell(*kept, {"1", "2"}, {"desk"});
    REQUIRE(claim(*kept).size() == 2);
    set_in_order(*kept, "desk");
    kept->take_over("two", at(1));
    CHECK(names_of(claim(*kept)) == names{"1"});
}

TEST_CASE_TEMPLATE("turned off, everything goes at once", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell(*kept, {"1", "2", "3"}, {"desk"});
    const auto first = claim(*kept).at(0);
    set_subscribers(*kept, {"desk"});
    CHECK(names_of(claim(*kept)) == names{"2", "3"});
    CHECK(kept->settle(round_of({delivered(first)}), claim_for({}, at(1))).lost_leases.empty());
}

TEST_CASE_TEMPLATE("removal cancels a whole line and lets nobody go", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell(*kept, {"1", "2", "3"}, {"desk"});
    const auto first = claim(*kept).at(0);
    set_subscribers(*kept, {}, at(1));
    CHECK(claim(*kept).empty());
    CHECK(kept->deliveries({.subscriber = "desk", .state = delivery_state::cancelled}).size() == 3);
    set_in_order(*kept, "desk");
    CHECK(claim(*kept).empty());
    tell(*kept, {"4"}, {"desk"});
    CHECK(names_of(claim(*kept)) == names{"4"});
    CHECK(kept->settle(round_of({delivered(first)}), claim_for({}, at(1))).lost_leases.size() == 1);
}

TEST_CASE_TEMPLATE("pruning what is finished lets nobody pass", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto kept = engine.open();
    set_in_order(*kept, "desk");
    tell(*kept, {"1", "2", "3"}, {"desk"});
    CHECK(deliver_all(*kept, "desk") == names{"1"});
    const auto second = claim(*kept).at(0);
    CHECK(kept->prune(at(9999), std::chrono::hours{1}, 100) == 2);
    CHECK(claim(*kept, at(2)).empty());
    CHECK(claimed_after(*kept, {delivered(second)}) == names{"3"});
}

TEST_SUITE_END();
