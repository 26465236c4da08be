#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

/// Two scopes with a baseline each; O1 is open under MFN, the next report is AFN's.
story mfn_holds_o1()
{
    story life;
    life.rules.confirm_cleared = 1;
    life.rules.scope_channel = fulfillment::afn;
    life.read(listing({}));
    life.rules.scope_channel = fulfillment::mfn;
    life.read(listing({seen("O1")}));
    life.rules.scope_channel = fulfillment::afn;
    return life;
}

}  // namespace

TEST_SUITE("defect/scopes")
{
    TEST_CASE("a defect seen in another scope moves there with one update")
    {
        story life = mfn_holds_o1();
        const changes answer = life.read(listing({seen("O1", claim, inside, "Y", fulfillment::afn)}));
        REQUIRE(changes_in(answer) == "updated O1/a_to_z_claim e1 r1");
        CHECK(answer.changed[0].previous.value == "X");
        CHECK(answer.changed[0].previous.channel == std::optional{fulfillment::mfn});
        CHECK(answer.counts.orders == 1);
        CHECK(life.row("O1", claim).scope_channel == fulfillment::afn);
        CHECK(life.row("O1", claim).first_seen_at == noon);
    }

    TEST_CASE("a move that changes no member is an update with an empty previous")
    {
        story life = mfn_holds_o1();
        const changes answer = life.read(listing({seen("O1")}));
        REQUIRE(changes_in(answer) == "updated O1/a_to_z_claim e1 r1");
        CHECK(answer.changed[0].previous == previous_values{});
        CHECK(changes_in(life.read(listing({seen("O1")}))).empty());
    }

    TEST_CASE("after the move a defect can be absent from the new scope only")
    {
        story life = mfn_holds_o1();
        life.read(listing({seen("O1")}));
        life.rules.scope_channel = fulfillment::mfn;
        CHECK(changes_in(life.read(listing({}))).empty());
        life.rules.scope_channel = fulfillment::afn;
        CHECK(changes_in(life.read(listing({}))) == "cleared O1/a_to_z_claim e1 r1");
    }

    TEST_CASE("a pending absence ends with the move")
    {
        story life = mfn_holds_o1();
        life.rules.confirm_cleared = 2;
        life.rules.scope_channel = fulfillment::mfn;
        life.read(listing({}));
        REQUIRE(life.row("O1", claim).missed == 1);
        life.rules.scope_channel = fulfillment::afn;
        life.read(listing({seen("O1")}));
        CHECK(life.row("O1", claim).missed == 0);
        CHECK_FALSE(life.row("O1", claim).missing_since);
    }

    TEST_CASE("a report does not change rows of another scope")
    {
        story life = mfn_holds_o1();
        const changes answer = life.read(listing({seen("O2", claim, inside, "X", fulfillment::afn)}));
        CHECK(changes_in(answer) == "created O2/a_to_z_claim e1 r0");
        CHECK(answer.rows.size() == 1);
        CHECK(answer.open_in_window == 0);
        CHECK(answer.absent_in_window == 0);
        CHECK(answer.counts.orders == 1);
        CHECK(life.row("O1", claim).missed == 0);
    }

    TEST_CASE("a closed identity of another scope returns here as its next episode")
    {
        story life = mfn_holds_o1();
        life.rules.scope_channel = fulfillment::mfn;
        REQUIRE(changes_in(life.read(listing({}))) == "cleared O1/a_to_z_claim e1 r0");
        life.rules.scope_channel = fulfillment::afn;
        CHECK(changes_in(life.read(listing({seen("O1")}))) == "created O1/a_to_z_claim e2 r0");
        CHECK(life.row("O1", claim).scope_channel == fulfillment::afn);
    }

    TEST_CASE("an identity that expired in another scope stays expired while before the window")
    {
        story life = mfn_holds_o1();
        life.rules.scope_channel = fulfillment::mfn;
        life.read(listing({seen("O1", claim, before_window)}));
        life.read(listing({}));
        REQUIRE(life.row("O1", claim).status == defect_status::expired);
        life.rules.scope_channel = fulfillment::afn;
        CHECK(changes_in(life.read(listing({seen("O1", claim, before_window)}))).empty());
        CHECK(life.row("O1", claim).scope_channel == fulfillment::mfn);
    }
}
