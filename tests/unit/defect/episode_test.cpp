#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

/// One closed identity, O1: cleared, or expired when ordered before the window.
story closed(std::string_view ordered)
{
    story life;
    life.rules.confirm_cleared = 1;
    life.read(listing({seen("O1", claim, ordered)}));
    life.read(listing({seen("O1", claim, ordered, "Y")}));
    life.read(listing({}));
    REQUIRE(life.row("O1", claim).status != defect_status::open);
    REQUIRE(life.row("O1", claim).revision == 1);
    return life;
}

}  // namespace

TEST_SUITE("defect/episode")
{
    TEST_CASE("a cleared defect that comes back begins its next episode with new values and revision 0")
    {
        story life = closed(inside);
        const timestamp later = noon + hours{30};
        CHECK(changes_in(life.read(listing({seen("O1", claim, inside, "Z")}, later), later)) ==
              "created O1/a_to_z_claim e2 r0");
        const tracked_defect& back = life.row("O1", claim);
        CHECK(back.status == defect_status::open);
        CHECK(back.value == "Z");
        CHECK(back.first_seen_at == later);
        CHECK(back.missed == 0);
        CHECK_FALSE(back.missing_since);
        CHECK_FALSE(back.closed_at);
    }

    TEST_CASE("each return of a defect has the next episode number")
    {
        story life = closed(inside);
        for (int episode = 2; episode < 6; ++episode) {
            const std::string name = " O1/a_to_z_claim e" + std::to_string(episode) + " r0";
            CHECK(changes_in(life.read(listing({seen("O1")}))) == "created" + name);
            CHECK(changes_in(life.read(listing({}))) == "cleared" + name);
        }
    }

    TEST_CASE("an expired defect is not new while its order date is before the window")
    {
        story life = closed(before_window);
        REQUIRE(life.row("O1", claim).status == defect_status::expired);
        const changes answer = life.read(listing({seen("O1", claim, before_window, "Z")}));
        CHECK(changes_in(answer).empty());
        CHECK(answer.rows.empty());
        CHECK(answer.counts.orders == 0);
    }

    TEST_CASE("an expired defect whose order is in the window is the next episode")
    {
        story corrected = closed(before_window);
        CHECK(changes_in(corrected.read(listing({seen("O1", claim, inside)}))) ==
              "created O1/a_to_z_claim e2 r0");
        story on_first_day = closed(last_expiring_day);
        REQUIRE(on_first_day.row("O1", claim).status == defect_status::expired);
        CHECK(changes_in(on_first_day.read(listing({seen("O1", claim, last_expiring_day)}))) ==
              "created O1/a_to_z_claim e2 r0");
    }

    TEST_CASE("a cleared defect comes back even when its order has left the window since")
    {
        story life = closed(inside);
        CHECK(changes_in(life.read(listing({seen("O1")}, noon + days{100}))) ==
              "created O1/a_to_z_claim e2 r0");
    }

    TEST_CASE("closed identities are forgotten after 400 days")
    {
        story remembered = closed(inside);
        CHECK(changes_in(remembered.read(listing({seen("O1")}), noon + days{400} - milliseconds{1})) ==
              "created O1/a_to_z_claim e2 r0");
        story forgotten = closed(inside);
        CHECK(changes_in(forgotten.read(listing({seen("O1")}), noon + days{400})) ==
              "created O1/a_to_z_claim e1 r0");
    }

    TEST_CASE("a forgotten expired identity is new, whatever its date")
    {
        story life = closed(before_window);
        CHECK(changes_in(life.read(listing({seen("O1", claim, before_window)}), noon + days{401})) ==
              "created O1/a_to_z_claim e1 r0");
    }

    TEST_CASE("open identities are never forgotten")
    {
        story life;
        life.read(listing({seen("O1")}));
        CHECK(changes_in(life.read(listing({seen("O1")}), noon + days{4000})).empty());
    }
}
