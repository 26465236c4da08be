#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

story after_baseline(std::vector<observation> defects)
{
    story life;
    life.read(listing(std::move(defects)));
    return life;
}

}  // namespace

TEST_SUITE("defect/reported")
{
    TEST_CASE("a new identity is created, whatever its order date")
    {
        for (const std::string_view ordered :
             {"1999-12-31", "2026-09-09", "2026-10-20", "2026-11-23", "2031-01-01"}) {
            CAPTURE(ordered);
            story life = after_baseline({});
            const changes answer = life.read(listing({seen("O1", claim, ordered)}));
            CHECK(changes_in(answer) == "created O1/a_to_z_claim e1 r0");
            CHECK(answer.changed[0].defect == life.row("O1", claim));
        }
    }

    TEST_CASE("another type on a known order is a new identity")
    {
        story life = after_baseline({seen("O1", claim)});
        CHECK(changes_in(life.read(listing({seen("O1", claim), seen("O1", feedback)}))) ==
              "created O1/negative_feedback e1 r0");
    }

    TEST_CASE("an unchanged report writes no row and has no events")
    {
        const report same = listing({seen("O1"), seen("O2", feedback), seen("O2", chargeback)});
        story life = after_baseline(same.defects);
        const changes answer = life.read(same);
        CHECK(changes_in(answer).empty());
        CHECK(answer.rows.empty());
        CHECK(answer.outcome == report_outcome::applied);
    }

    TEST_CASE("a change of value, order date or fulfillment is an update that names what it was")
    {
        struct row {
            observation now;
            previous_values was;
        };
        const auto mfn = std::optional{fulfillment::mfn};
        const row rows[] = {
            {seen("O1", claim, inside, "Y"), {.value = "X", .order_date = {}, .channel = {}}},
            {seen("O1", claim, "2026-10-21"), {.value = {}, .order_date = day(inside), .channel = {}}},
            {seen("O1", claim, inside, "X", fulfillment::afn),
             {.value = {}, .order_date = {}, .channel = mfn}},
            {seen("O1", claim, inside, "X", std::nullopt), {.value = {}, .order_date = {}, .channel = mfn}},
            {seen("O1", claim, "2026-10-21", "", fulfillment::afn),
             {.value = "X", .order_date = day(inside), .channel = mfn}},
        };
        for (const row& r : rows) {
            CAPTURE(r.now.value);
            story life = after_baseline({seen("O1")});
            const changes answer = life.read(listing({r.now}));
            CHECK(changes_in(answer) == "updated O1/a_to_z_claim e1 r1");
            CHECK(answer.changed[0].previous == r.was);
            const tracked_defect& stored = life.row("O1", claim);
            CHECK(stored.value == r.now.value);
            CHECK(stored.order_date == r.now.order_date);
            CHECK(stored.channel == r.now.channel);
            CHECK(stored.first_seen_at == noon);
        }
    }

    TEST_CASE("an unknown fulfillment that becomes known is an update from null")
    {
        story life = after_baseline({seen("O1", claim, inside, "X", std::nullopt)});
        const changes answer = life.read(listing({seen("O1")}));
        REQUIRE(changes_in(answer) == "updated O1/a_to_z_claim e1 r1");
        const auto& was = answer.changed[0].previous.channel;
        REQUIRE(was.has_value());
        CHECK_FALSE(was->has_value());
    }

    TEST_CASE("each update of an episode has the next revision")
    {
        story life = after_baseline({seen("O1")});
        CHECK(changes_in(life.read(listing({seen("O1", claim, inside, "Y")}))) ==
              "updated O1/a_to_z_claim e1 r1");
        CHECK(changes_in(life.read(listing({seen("O1", claim, inside, "X")}))) ==
              "updated O1/a_to_z_claim e1 r2");
        CHECK(changes_in(life.read(listing({seen("O1", claim, inside, "X")}))).empty());
    }

    TEST_CASE("a defect that is listed again loses its pending absence without an event")
    {
        story life = after_baseline({seen("O1")});
        life.read(listing({}));
        REQUIRE(life.row("O1", claim).missed == 1);
        const changes answer = life.read(listing({seen("O1")}));
        CHECK(changes_in(answer).empty());
        CHECK(answer.rows.size() == 1);
        CHECK(life.row("O1", claim).missed == 0);
        CHECK_FALSE(life.row("O1", claim).missing_since);
        CHECK(changes_in(life.read(listing({}))).empty());
    }

    TEST_CASE("a defect whose order date is corrected to before the window is updated, not expired")
    {
        story life = after_baseline({seen("O1")});
        CHECK(changes_in(life.read(listing({seen("O1", claim, before_window)}))) ==
              "updated O1/a_to_z_claim e1 r1");
        CHECK(changes_in(life.read(listing({}))) == "expired O1/a_to_z_claim e1 r1");
    }

    TEST_CASE("an incomplete report still adds and updates")
    {
        story life = after_baseline({seen("O1"), seen("O2")});
        report part = listing({seen("O1", claim, inside, "Y"), seen("O3")});
        part.complete = false;
        CHECK(changes_in(life.read(part)) == "updated O1/a_to_z_claim e1 r1, created O3/a_to_z_claim e1 r0");
    }
}
