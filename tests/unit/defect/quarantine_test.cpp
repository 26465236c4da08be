#include "quarantine.hpp"

#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

/// O00, O01, … without those below `from`.
std::vector<observation> orders(int from, int to)
{
    std::vector<observation> defects;
    for (int n = from; n < to; ++n)
        defects.push_back(seen((n < 10 ? "O0" : "O") + std::to_string(n)));
    return defects;
}

/// Ten open claims in the window.
story ten_open()
{
    story life;
    life.read(listing(orders(0, 10)));
    return life;
}

story quarantined()
{
    story life = ten_open();
    REQUIRE(life.read(listing(orders(6, 10), noon + hours{1})).newly_quarantined);
    return life;
}

constexpr const char* six_cleared =
    "cleared O00/a_to_z_claim e1 r0, cleared O01/a_to_z_claim e1 r0, cleared O02/a_to_z_claim e1 r0, "
    "cleared O03/a_to_z_claim e1 r0, cleared O04/a_to_z_claim e1 r0, cleared O05/a_to_z_claim e1 r0";

}  // namespace

TEST_SUITE("defect/quarantine")
{
    TEST_CASE("a quarantine needs more than the share and at least the number of rows missing")
    {
        struct row {
            std::uint64_t open;
            std::uint64_t absent;
            double share;
            int rows;
            bool held;
        };
        const row rows[] = {
            {10, 5, 0.5, 5, false}, {10, 6, 0.5, 5, true},  {9, 5, 0.5, 5, true},    {8, 5, 0.5, 5, true},
            {4, 4, 0.5, 5, false},  {5, 5, 0.5, 5, true},   {6, 4, 0.5, 5, false},   {1, 1, 0.5, 1, true},
            {0, 0, 0.0, 0, false},  {10, 0, 0.0, 0, false}, {10, 1, 0.0, 0, true},   {10, 10, 1.0, 0, false},
            {10, 3, 0.3, 1, false}, {10, 4, 0.3, 1, true},  {100, 51, 0.5, 5, true}, {100, 50, 0.5, 5, false},
        };
        for (const row& r : rows) {
            CAPTURE(r.open);
            CAPTURE(r.absent);
            CAPTURE(r.share);
            diff_rules rules;
            rules.quarantine.missing_share = r.share;
            rules.quarantine.missing_rows = r.rows;
            const scope_state known{true, std::nullopt, 0};
            const quarantine_phase phase =
                next_phase(known, {.open = r.open, .absent = r.absent}, noon, rules);
            CHECK(phase == (r.held ? quarantine_phase::begins : quarantine_phase::normal));
        }
    }

    TEST_CASE("a report without most of the open defects is quarantined")
    {
        story life = ten_open();
        const changes answer = life.read(listing(orders(6, 10), noon + hours{1}));
        CHECK(answer.outcome == report_outcome::quarantined);
        CHECK(answer.newly_quarantined);
        CHECK(answer.open_in_window == 10);
        CHECK(answer.absent_in_window == 6);
        CHECK(changes_in(answer).empty());
        CHECK(answer.state == scope_state{true, noon + hours{1}, 1});
        CHECK(answer.pending_clears == 0);
        CHECK(answer.counts.orders == 10);
        CHECK(answer.rows.size() == 6);
        CHECK(life.row("O00", claim).missed_in_quarantine);
        CHECK(life.row("O00", claim).missed == 0);
        CHECK_FALSE(life.row("O09", claim).missed_in_quarantine);
    }

    TEST_CASE("a quarantined report creates, updates, reopens and resets, but expires nothing")
    {
        story life;
        life.read(listing(orders(0, 13)));
        std::vector<observation> max = orders(1, 12);
        max.push_back(seen("OLD", claim, before_window));
        life.read(listing(max));
        life.read(listing(max));
        REQUIRE(life.row("O00", claim).status == defect_status::cleared);
        max.pop_back();
        max.erase(max.begin());
        max.push_back(seen("OLD", claim, before_window));
        life.read(listing(max));
        REQUIRE(life.row("O01", claim).missed == 1);

        const changes answer =
            life.read(listing({seen("O00"), seen("O01"), seen("O02", claim, inside, "Y"), seen("O99")}));
        CHECK(answer.outcome == report_outcome::quarantined);
        CHECK(changes_in(answer) == "created O00/a_to_z_claim e2 r0, updated O02/a_to_z_claim e1 r1, "
                                    "created O99/a_to_z_claim e1 r0");
        CHECK(life.row("O01", claim).missed == 0);
        CHECK(life.row("OLD", claim).status == defect_status::open);
        CHECK(life.row("OLD", claim).missed_in_quarantine);
    }

    TEST_CASE("a quarantine that lasts has one event and changes no row")
    {
        story life = quarantined();
        const changes again = life.read(listing(orders(6, 10), noon + hours{2} - milliseconds{1}));
        CHECK(again.outcome == report_outcome::quarantined);
        CHECK_FALSE(again.newly_quarantined);
        CHECK(again.rows.empty());
        CHECK(again.state == scope_state{true, noon + hours{1}, 1});
    }

    TEST_CASE("after the hold the same absences are applied and count twice")
    {
        story life = quarantined();
        const changes answer = life.read(listing(orders(6, 10), noon + hours{2}));
        CHECK(answer.outcome == report_outcome::applied);
        CHECK(changes_in(answer) == six_cleared);
        CHECK(answer.state == scope_state{true, std::nullopt, 1});
        CHECK(life.row("O00", claim).missing_since == noon + hours{1});
        CHECK_FALSE(life.row("O00", claim).missed_in_quarantine);
    }

    TEST_CASE("an accepted report releases the quarantine at once, and both absences count")
    {
        story life = quarantined();
        life.rules.accept_quarantine = true;
        CHECK(changes_in(life.read(listing(orders(6, 10), noon + hours{1}))) == six_cleared);
    }

    TEST_CASE("a report that is accepted without an earlier quarantine counts its one absence")
    {
        story life = ten_open();
        life.rules.accept_quarantine = true;
        const changes answer = life.read(listing(orders(6, 10), noon + hours{1}));
        CHECK(answer.outcome == report_outcome::applied);
        CHECK(changes_in(answer).empty());
        CHECK(answer.pending_clears == 6);
        CHECK(answer.state == scope_state{true, std::nullopt, 0});
        CHECK(life.row("O00", claim).missed == 1);
        CHECK(life.row("O00", claim).missing_since == noon + hours{1});
    }

    TEST_CASE("a defect that a release does not clear is open for the rule")
    {
        story life = quarantined();
        life.rules.confirm_cleared = 3;
        CHECK(changes_in(life.read(listing(orders(6, 10), noon + hours{3}))).empty());
        CHECK(life.row("O00", claim).missed == 2);
        CHECK(life.read(listing(orders(6, 10), noon + hours{4})).newly_quarantined);
        CHECK(changes_in(life.read(listing(orders(6, 10), noon + hours{5}))) == six_cleared);
    }

    TEST_CASE("an absence from before the quarantine still counts after it")
    {
        story life = ten_open();
        life.rules.confirm_cleared = 3;
        life.read(listing(orders(1, 10), noon + minutes{30}));
        life.read(listing(orders(6, 10), noon + hours{1}));
        CHECK(changes_in(life.read(listing(orders(6, 10), noon + hours{2}))) ==
              "cleared O00/a_to_z_claim e1 r0");
        CHECK(life.row("O00", claim).missing_since == noon + minutes{30});
        CHECK(life.row("O01", claim).missed == 2);
    }

    TEST_CASE("a normal report ends the quarantine, whose absences then never count")
    {
        story life = quarantined();
        const changes answer = life.read(listing(orders(2, 10), noon + hours{5}));
        CHECK(answer.outcome == report_outcome::applied);
        CHECK(changes_in(answer).empty());
        CHECK(answer.state == scope_state{true, std::nullopt, 1});
        CHECK(life.row("O00", claim).missed == 1);
        CHECK(life.row("O00", claim).missing_since == noon + hours{5});
        for (const tracked_defect& row : life.rows)
            CHECK_FALSE(row.missed_in_quarantine);
    }

    TEST_CASE("a quarantine that ends leaves no mark on rows that the report does not cover")
    {
        story life = quarantined();
        report part = listing({});
        part.complete = false;
        CHECK(life.read(part).outcome == report_outcome::applied);
        CHECK_FALSE(life.row("O00", claim).missed_in_quarantine);
        CHECK(life.row("O00", claim).missed == 0);
        CHECK_FALSE(life.states[fulfillment::all].quarantined_since);
    }

    TEST_CASE("each new quarantine has an event and is counted")
    {
        story life = quarantined();
        life.read(listing(orders(0, 10), noon + hours{2}));
        const changes second = life.read(listing(orders(6, 10), noon + hours{9}));
        CHECK(second.newly_quarantined);
        CHECK(second.state == scope_state{true, noon + hours{9}, 2});
    }

    TEST_CASE("only what is absent from every report since it began counts twice")
    {
        story life = quarantined();  // O00 … O05 are absent
        std::vector<observation> others = orders(0, 1);
        others.push_back(seen("O09"));
        REQUIRE(life.read(listing(others, noon + hours{1} + minutes{1})).outcome ==
                report_outcome::quarantined);
        CHECK_FALSE(life.row("O00", claim).missed_in_quarantine);  // seen since
        CHECK_FALSE(life.row("O06", claim).missed_in_quarantine);  // absent too late
        const changes answer = life.read(listing(orders(9, 10), noon + hours{2}));
        CHECK(changes_in(answer) == "cleared O01/a_to_z_claim e1 r0, cleared O02/a_to_z_claim e1 r0, "
                                    "cleared O03/a_to_z_claim e1 r0, cleared O04/a_to_z_claim e1 r0, "
                                    "cleared O05/a_to_z_claim e1 r0");
        CHECK(life.row("O00", claim).missed == 1);
        CHECK(life.row("O06", claim).missed == 1);
        CHECK(life.row("O06", claim).missing_since == noon + hours{2});
    }

    TEST_CASE("defects out of the window are neither open nor absent for the rule")
    {
        story life;
        std::vector<observation> old;
        for (const observation& o : orders(0, 10))
            old.push_back(seen(o.key.order_id, claim, last_expiring_day));
        life.read(listing(old));
        const changes answer = life.read(listing({}));
        CHECK(answer.open_in_window == 0);
        CHECK(answer.outcome == report_outcome::applied);
        CHECK(answer.changed.size() == 10);
    }

    TEST_CASE("a defect that expires at release is missing since the quarantine began")
    {
        story life;
        std::vector<observation> all = orders(0, 10);
        all.push_back(seen("OLD", claim, before_window));
        life.read(listing(all));
        life.read(listing(orders(6, 10), noon + hours{1}));
        CHECK(changes_in(life.read(listing(orders(6, 10), noon + hours{2}))) ==
              six_cleared + std::string(", expired OLD/a_to_z_claim e1 r0"));
        CHECK(life.row("OLD", claim).missing_since == noon + hours{1});
    }

    TEST_CASE("types without a column and orders of bad rows are not absent for the rule")
    {
        story life = ten_open();
        report no_claims = listing({});
        no_claims.covers = defect_types{1U << static_cast<unsigned>(feedback)};
        CHECK(life.read(no_claims).absent_in_window == 0);
        report bad_rows = listing({});
        bad_rows.present_orders = {"O00", "O01", "O02", "O03", "O04"};
        const changes answer = life.read(bad_rows);
        CHECK(answer.open_in_window == 10);
        CHECK(answer.absent_in_window == 5);
        CHECK(answer.outcome == report_outcome::applied);
    }

    TEST_CASE("an empty report is quarantined like any other")
    {
        story life = ten_open();
        CHECK(life.read(listing({})).newly_quarantined);
    }

    TEST_CASE("a report whose time lies before the quarantine does not release it")
    {
        story life = quarantined();
        CHECK(life.read(listing(orders(6, 10), noon - hours{5})).outcome == report_outcome::quarantined);
    }
}
