#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

/// A process that claims, dawdles, and reports what it holds, in an order drawn from a seed.
struct worker {
    std::string owner;
    std::vector<claimed_delivery> held;
};

struct history {
    std::map<std::int64_t, int> completed;  ///< by delivery: outcomes that were taken as final
    std::size_t lost = 0;
};

attempt_record draw_outcome(const claimed_delivery& held, int now, std::mt19937& random)
{
    switch (random() % 4) {
    case 0: return retried(held, at(now + static_cast<int>(random() % 30)), at(now));
    case 1: return cut_off(held, at(now));
    case 2: return exhausted(held, at(now));
    default: return delivered(held, at(now));
    }
}

bool names_delivery(const std::vector<attempt_record>& records, std::int64_t delivery)
{
    return std::ranges::find(records, delivery, &attempt_record::delivery) != records.end();
}

/// One round of `who`: reports some of what it holds, perhaps long after its lease, and claims more.
/// One delivery stands only once in a round, so that the answer tells which claim was lost.
void step(store& db, worker& who, int now, std::mt19937& random, history& seen)
{
    std::vector<attempt_record> ended;
    while (!who.held.empty() && random() % 3 != 0 && !names_delivery(ended, who.held.back().id)) {
        ended.push_back(draw_outcome(who.held.back(), now, random));
        who.held.pop_back();
    }
    claim_request claim = claim_for({"desk", "audit"}, at(now), static_cast<int>(random() % 4));
    claim.owner = who.owner;
    claim.lease = std::chrono::seconds{1 + random() % 20};
    const claim_result round = db.record_and_claim(round_of(ended), claim);
    seen.lost += round.lost_leases.size();
    for (const attempt_record& each : ended) {
        const bool lost = std::ranges::find(round.lost_leases, each.delivery) != round.lost_leases.end();
        if (!lost && each.next != delivery_state::pending)
            ++seen.completed[each.delivery];
    }
    who.held.insert(who.held.end(), round.claimed.begin(), round.claimed.end());
}

}  // namespace

TEST_SUITE_BEGIN("store/leases");

TEST_CASE_TEMPLATE("two owners never both complete one delivery, in any order of calls", Engine,
                   sqlite_in_memory)
{
    std::size_t lost = 0;
    for (unsigned seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        std::mt19937 random{seed};
        const Engine engine;
        const auto db = engine.open();
        set_subscribers(*db, {"desk", "audit"});
        emit(*db, {"a", "b", "c", "d", "e", "f"}, {"desk", "audit"});
        std::vector<worker> workers{{.owner = "one", .held = {}}, {.owner = "two", .held = {}}};
        history seen;
        for (int now = 0; now < 400; now += static_cast<int>(random() % 6))
            step(*db, workers[random() % 2], now, random, seen);
        for (const auto& [delivery, times] : seen.completed)
            CHECK(times == 1);
        const auto overview = db->overview(at(400));
        std::uint64_t finished = 0;
        for (const subscriber_overview& each : overview.subscribers)
            finished += each.delivered + each.exhausted;
        CHECK(finished == seen.completed.size());
        lost += seen.lost;
    }
    CHECK(lost > 100);  // the interleavings do contend
}

TEST_SUITE_END();
