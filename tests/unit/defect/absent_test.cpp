#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;
using std::chrono::hours;

namespace {

story with(std::vector<observation> defects)
{
    story life;
    life.read(listing(std::move(defects)));
    return life;
}

}  // namespace

TEST_SUITE("defect/absent")
{
    TEST_CASE("a defect is cleared by the confirming report and not before")
    {
        for (const int confirm : {1, 2, 3, 5}) {
            CAPTURE(confirm);
            story life = with({seen("O1")});
            life.rules.confirm_cleared = confirm;
            for (int missed = 1; missed < confirm; ++missed) {
                const changes waiting = life.read(listing({}, noon + hours{missed}));
                CHECK(changes_in(waiting).empty());
                CHECK(waiting.pending_clears == 1);
                CHECK(life.row("O1", claim).missed == missed);
            }
            const changes last = life.read(listing({}, noon + hours{confirm}), noon + hours{100});
            CHECK(changes_in(last) == "cleared O1/a_to_z_claim e1 r0");
            CHECK(last.pending_clears == 0);
            CHECK(life.row("O1", claim).status == defect_status::cleared);
            CHECK(life.row("O1", claim).closed_at == noon + hours{100});
            CHECK(life.row("O1", claim).missing_since == noon + hours{1});
            CHECK(changes_in(life.read(listing({}, noon + hours{50}))).empty());
        }
    }

    TEST_CASE("only consecutive reports confirm a clear")
    {
        story life = with({seen("O1")});
        life.read(listing({}, noon + hours{1}));
        life.read(listing({seen("O1")}, noon + hours{2}));
        CHECK(changes_in(life.read(listing({}, noon + hours{3}))).empty());
        CHECK(changes_in(life.read(listing({}, noon + hours{4}))) == "cleared O1/a_to_z_claim e1 r0");
        CHECK(life.row("O1", claim).missing_since == noon + hours{3});
    }

    TEST_CASE("an absent defect whose order left the window expires at once")
    {
        struct row {
            std::string_view ordered;
            std::string_view expected;
        };
        const row rows[] = {{"2020-01-01", "expired O1/a_to_z_claim e1 r0"},
                            {before_window, "expired O1/a_to_z_claim e1 r0"},
                            {last_expiring_day, "expired O1/a_to_z_claim e1 r0"},
                            {first_lasting_day, ""},
                            {inside, ""}};
        for (const row& r : rows) {
            CAPTURE(r.ordered);
            story life = with({seen("O1", claim, r.ordered)});
            CHECK(changes_in(life.read(listing({}, noon + hours{1}), noon + hours{2})) == r.expected);
            CHECK(life.row("O1", claim).missing_since == noon + hours{1});
            const bool closed = !r.expected.empty();
            CHECK((life.row("O1", claim).status == defect_status::expired) == closed);
            CHECK(life.row("O1", claim).closed_at.has_value() == closed);
        }
    }

    TEST_CASE("with one confirming report an old order still expires rather than clears")
    {
        story life = with({seen("O1", claim, before_window)});
        life.rules.confirm_cleared = 1;
        CHECK(changes_in(life.read(listing({}))) == "expired O1/a_to_z_claim e1 r0");
    }

    TEST_CASE("a defect that was missing once expires with the time of its first absence")
    {
        story life = with({seen("O1", claim, first_lasting_day)});
        life.read(listing({}, noon + hours{1}));
        CHECK(changes_in(life.read(listing({}, noon + hours{24}))) == "expired O1/a_to_z_claim e1 r0");
        CHECK(life.row("O1", claim).missing_since == noon + hours{1});
    }

    TEST_CASE("a listed defect stays open however old its order is")
    {
        story life = with({seen("O1", claim, "2020-01-01")});
        CHECK(changes_in(life.read(listing({seen("O1", claim, "2020-01-01")}))).empty());
        CHECK(life.row("O1", claim).status == defect_status::open);
    }

    TEST_CASE("the window is that of the report's day, in UTC")
    {
        story life = with({seen("O1", claim, "2026-09-11")});
        CHECK(changes_in(life.read(listing({}, at("2026-11-23T23:59:59.999Z")))).empty());
        CHECK(changes_in(life.read(listing({}, at("2026-11-24T00:00:00Z")))) ==
              "expired O1/a_to_z_claim e1 r0");
    }

    TEST_CASE("an incomplete report has no absences")
    {
        story life = with({seen("O1"), seen("O2", claim, before_window)});
        life.rules.confirm_cleared = 1;
        report part = listing({});
        part.complete = false;
        const changes answer = life.read(part);
        CHECK(changes_in(answer).empty());
        CHECK(answer.rows.empty());
    }

    TEST_CASE("a report without a type's column neither counts nor ends an absence of that type")
    {
        story life = with({seen("O1", feedback), seen("O2", claim)});
        report claims_only = listing({});
        claims_only.covers = defect_types{1U << static_cast<unsigned>(claim)};
        life.read(listing({}, noon + hours{1}));
        CHECK(changes_in(life.read(claims_only)) == "cleared O2/a_to_z_claim e1 r0");
        CHECK(life.row("O1", feedback).missed == 1);
        CHECK(life.row("O1", feedback).missing_since == noon + hours{1});
        CHECK(changes_in(life.read(listing({}))) == "cleared O1/negative_feedback e1 r0");
    }

    TEST_CASE("a bad row keeps the defects of its order present")
    {
        story life =
            with({seen("O1", feedback), seen("O1", claim), seen("O2"), seen("O0", claim, before_window)});
        life.read(listing({seen("O0", claim, before_window)}, noon + hours{1}));
        REQUIRE(life.row("O1", claim).missed == 1);
        report bad_rows = listing({}, noon + hours{2});
        bad_rows.present_orders = {"O0", "O1"};
        CHECK(changes_in(life.read(bad_rows)) == "cleared O2/a_to_z_claim e1 r0");
        CHECK(life.row("O1", feedback).missed == 0);
        CHECK(life.row("O1", claim).missed == 0);
        CHECK_FALSE(life.row("O1", claim).missing_since);
        CHECK(life.row("O0", claim).status == defect_status::open);
    }
}
