#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

/// A subscriber in order, and all that can happen to its deliveries, drawn from a seed.
class drawn_life {
public:
    drawn_life(store& db, unsigned seed) : db_(db), random_(seed) { set_in_order(db_, "desk"); }

    void step();
    /// Delivers what is left; a line in which none may go would leave some.
    void drain();

    [[nodiscard]] int claims() const noexcept { return claims_; }

private:
    struct line {
        std::vector<std::int64_t> pending;
        std::vector<std::int64_t> in_flight;
    };

    [[nodiscard]] int draw(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    void emit_one();
    void settle_some();
    void redeliver_one();
    void switch_order();
    void remove_and_return();
    [[nodiscard]] attempt_record draw_outcome(const claimed_delivery& held);
    [[nodiscard]] std::map<std::string, line> lines();
    void check_claimed(const std::vector<claimed_delivery>& claimed);

    store& db_;
    std::mt19937 random_;
    int now_ = 0;
    int event_count_ = 0;
    int claims_ = 0;
    bool in_order_ = true;
    std::vector<claimed_delivery> held_;
};

void drawn_life::step()
{
    now_ += draw(4);
    switch (draw(16)) {
    case 0: db_.take_over(); break;  // what was held is lost, and reported late
    case 1: switch_order(); break;
    case 2: draw(4) == 0 ? remove_and_return() : redeliver_one(); break;
    case 3:
    case 4: redeliver_one(); break;
    case 5:
    case 6:
    case 7: emit_one(); break;
    default: settle_some();
    }
}

void drawn_life::emit_one()
{
    static const std::vector<std::optional<std::string>> accounts{"a", "b", std::nullopt};
    collection_commit commit = next_commit(db_, us_scope(), at(now_));
    commit.events = {news(std::to_string(++event_count_), {"desk"}, at(now_))};
    commit.events[0].event.account = accounts[static_cast<std::size_t>(draw(3))];
    REQUIRE(db_.commit_collection(commit));
}

void drawn_life::settle_some()
{
    std::vector<attempt_record> ended;
    while (!held_.empty() && draw(3) != 0) {
        std::swap(held_.back(), held_[static_cast<std::size_t>(draw(static_cast<int>(held_.size())))]);
        ended.push_back(draw_outcome(held_.back()));
        held_.pop_back();
    }
    claim_request claim = claim_for({"desk"}, at(now_), draw(5));
    claim.owner = draw(2) == 0 ? "one" : "two";
    claim.lease = std::chrono::seconds{5 + draw(20)};
    const auto claimed = db_.record_and_claim(round_of(ended, at(now_)), claim).claimed;
    check_claimed(claimed);
    held_.insert(held_.end(), claimed.begin(), claimed.end());
}

attempt_record drawn_life::draw_outcome(const claimed_delivery& held)
{
    switch (draw(5)) {
    case 0: return retried(held, at(now_ + draw(10)), at(now_));
    case 1: return cut_off(held, at(now_));
    case 2: return exhausted(held, at(now_));
    default: return delivered(held, at(now_));
    }
}

void drawn_life::redeliver_one()
{
    const std::vector<std::int64_t> ids{1 + draw(event_count_ + 1), 1 + draw(event_count_ + 1)};
    static_cast<void>(db_.redeliver(ids, at(now_)));
}

void drawn_life::switch_order()
{
    in_order_ = !in_order_;
    if (in_order_)
        set_in_order(db_, "desk", at(now_));
    else
        set_subscribers(db_, {"desk"}, at(now_));
}

void drawn_life::remove_and_return()
{
    set_subscribers(db_, {}, at(now_));
    in_order_ = false;
    switch_order();
}

std::map<std::string, drawn_life::line> drawn_life::lines()
{
    std::map<std::string, line> all;
    for (const delivery_record& each : db_.deliveries({.limit = 1000}))
        if (each.state == delivery_state::pending)
            all[each.account.value_or("")].pending.push_back(each.id);
        else if (each.state == delivery_state::in_flight)
            all[each.account.value_or("")].in_flight.push_back(each.id);
    return all;
}

/// What was claimed just now is alone under way in its line, and the first of it.
void drawn_life::check_claimed(const std::vector<claimed_delivery>& claimed)
{
    claims_ += static_cast<int>(claimed.size());
    if (!in_order_)
        return;
    for (const auto& [account, each] : lines()) {
        const auto is_new = [&](const claimed_delivery& one) {
            return std::ranges::count(each.in_flight, one.id);
        };
        if (std::ranges::none_of(claimed, is_new))
            continue;
        CHECK(each.in_flight.size() == 1);
        for (const std::int64_t waiting : each.pending)
            CHECK(waiting > each.in_flight[0]);
    }
}

void drawn_life::drain()
{
    db_.take_over();
    while (!deliver_all(db_, "desk", at(now_ + 100)).empty()) {
    }
    CHECK(lines().empty());
    const subscriber_overview desk = look_at(db_, "desk", at(now_ + 100));
    CHECK(desk.due + desk.scheduled + desk.in_flight == 0);
    CHECK(desk.delivered == db_.deliveries({.state = delivery_state::delivered, .limit = 1000}).size());
}

}  // namespace

TEST_SUITE_BEGIN("store/order_property");

TEST_CASE_TEMPLATE("an ordering group sends one at a time in the order of the ids, and never stalls", Engine,
                   sqlite_in_memory)
{
    int claims = 0;
    for (unsigned seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const Engine engine;
        const auto db = engine.open();
        drawn_life life{*db, seed};
        for (int step = 0; step < 200; ++step)
            life.step();
        life.drain();
        claims += life.claims();
    }
    CHECK(claims > 1000);
}

TEST_SUITE_END();
