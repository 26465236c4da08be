// Properties that hold for any history, tried on random ones; a failure prints the seed that shows it.
#include <doctest/doctest.h>

#include <set>

#include "support/defect_samples.hpp"
#include "support/random_history.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

constexpr unsigned seeds = 25;

struct open_counts {
    std::set<std::string> orders;
    std::uint64_t by_type[defect_type_count] = {};
    std::uint64_t pending = 0;
};

open_counts count_slowly(const std::vector<tracked_defect>& rows, fulfillment channel)
{
    open_counts counts;
    for (const tracked_defect& row : rows) {
        if (row.status != defect_status::open || row.scope_channel != channel)
            continue;
        counts.orders.insert(row.key.order_id);
        ++counts.by_type[static_cast<std::size_t>(row.key.type)];
        counts.pending += row.missed > 0 ? 1 : 0;
    }
    return counts;
}

std::vector<defect_type> others_slowly(const std::vector<tracked_defect>& rows, const defect_key& key)
{
    std::vector<defect_type> others;
    for (const tracked_defect& row : rows)
        if (row.status == defect_status::open && row.key.order_id == key.order_id && row.key.type != key.type)
            others.push_back(row.key.type);
    return others;
}

void check_row(const tracked_defect& row)
{
    CHECK(row.closed_at.has_value() == (row.status != defect_status::open));
    CHECK(row.episode >= 1);
    CHECK(row.revision >= 0);
    CHECK(row.missing_since.has_value() == (row.missed > 0));
    CHECK_FALSE((row.status != defect_status::open && row.missed_in_quarantine));
}

/// What must hold after any report.
void check_answer(const changes& answer, const std::vector<tracked_defect>& before, const story& life)
{
    const auto sorted = [](const auto& a, const auto& b) { return a.key < b.key; };
    REQUIRE(std::is_sorted(life.rows.begin(), life.rows.end(), sorted));
    REQUIRE(std::is_sorted(answer.rows.begin(), answer.rows.end(), sorted));
    for (const tracked_defect& row : life.rows)
        check_row(row);
    for (const tracked_defect& old : before) {
        const tracked_defect& row = life.row(old.key.order_id, old.key.type);
        CHECK(row.episode >= old.episode);
        CHECK((row.episode > old.episode || row.revision >= old.revision));
    }
    for (const tracked_defect& row : answer.rows)
        CHECK(std::find(before.begin(), before.end(), row) == before.end());
    const open_counts counts = count_slowly(life.rows, life.rules.scope_channel);
    CHECK(answer.counts.orders == counts.orders.size());
    for (std::size_t type = 0; type < defect_type_count; ++type)
        CHECK(answer.counts.by_type[type] == counts.by_type[type]);
    CHECK(answer.pending_clears == counts.pending);
    for (const defect_change& change : answer.changed)
        CHECK(change.others == others_slowly(life.rows, change.defect.key));
}

}  // namespace

TEST_SUITE("defect/history")
{
    TEST_CASE("the last known state stays consistent, whatever the reports say")
    {
        std::size_t kinds[4] = {};
        std::size_t verdicts[3] = {};
        for (unsigned seed = 1; seed <= seeds; ++seed) {
            CAPTURE(seed);
            story life;
            for (const scoped_report& next : random_history(seed, overlap::some)) {
                const std::vector<tracked_defect> before = life.rows;
                life.rules = next.rules;
                const changes answer = life.read(next.current);
                check_answer(answer, before, life);
                for (const defect_change& change : answer.changed)
                    ++kinds[static_cast<std::size_t>(change.kind)];
                ++verdicts[static_cast<std::size_t>(answer.outcome)];
            }
        }
        for (const std::size_t count : kinds)  // else the histories prove nothing
            CHECK(count > 100);
        for (const std::size_t count : verdicts)
            CHECK(count > 10);
    }

    TEST_CASE("the order of rows in a report never matters")
    {
        for (unsigned seed = 1; seed <= seeds; ++seed) {
            CAPTURE(seed);
            std::mt19937 random(seed);
            story straight;
            story shuffled;
            for (const scoped_report& next : random_history(seed, overlap::some)) {
                std::vector<observation> rows = next.current.defects;
                shuffle(rows, random);
                report other = next.current;
                other.defects = listing(rows).defects;
                straight.rules = shuffled.rules = next.rules;
                CHECK(changes_in(straight.read(next.current)) == changes_in(shuffled.read(other)));
                CHECK(straight.rows == shuffled.rows);
            }
        }
    }

    TEST_CASE("a report read twice announces nothing and only advances a pending clear or a quarantine")
    {
        for (unsigned seed = 1; seed <= seeds; ++seed) {
            CAPTURE(seed);
            story life;
            for (const scoped_report& next : random_history(seed, overlap::some)) {
                life.rules = next.rules;
                life.read(next.current);
                const std::vector<tracked_defect> before = life.rows;
                const changes again = life.read(next.current, next.current.time + std::chrono::minutes{1});
                for (const defect_change& change : again.changed)
                    CHECK((change.kind == change_kind::cleared || change.kind == change_kind::expired));
                for (const tracked_defect& row : again.rows) {
                    const bool listed = std::any_of(next.current.defects.begin(), next.current.defects.end(),
                                                    [&](const observation& o) { return o.key == row.key; });
                    CHECK_FALSE(listed);
                }
            }
        }
    }

    TEST_CASE("two scopes without a common order never touch each other's rows")
    {
        for (unsigned seed = 1; seed <= seeds; ++seed) {
            CAPTURE(seed);
            story life;
            for (const scoped_report& next : random_history(seed, overlap::none)) {
                life.rules = next.rules;
                const std::vector<tracked_defect> before = life.rows;
                const changes answer = life.read(next.current);
                for (const tracked_defect& row : answer.rows)
                    CHECK(row.scope_channel == next.rules.scope_channel);
                for (const tracked_defect& old : before)
                    if (old.scope_channel != next.rules.scope_channel)
                        CHECK(life.row(old.key.order_id, old.key.type) == old);
            }
        }
    }
}
