#include "change_collector.hpp"

#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;

TEST_SUITE("defect/change_collector")
{
    TEST_CASE("others are the open defects of the order after the report")
    {
        story life;
        life.rules.confirm_cleared = 1;
        life.read(listing({seen("O1", feedback), seen("O1", claim), seen("O2", feedback)}));
        const changes answer =
            life.read(listing({seen("O1", feedback), seen("O1", chargeback), seen("O2", feedback)}));
        REQUIRE(changes_in(answer) == "cleared O1/a_to_z_claim e1 r0, created O1/chargeback e1 r0");
        CHECK(answer.changed[0].others == std::vector{feedback, chargeback});
        CHECK(answer.changed[1].others == std::vector{feedback});
    }

    TEST_CASE("others count in every scope of the marketplace")
    {
        story life;
        life.rules.scope_channel = fulfillment::mfn;
        life.read(listing({seen("O1", feedback)}));
        life.rules.scope_channel = fulfillment::afn;
        life.read(listing({}));
        const changes answer = life.read(listing({seen("O1", chargeback)}));
        REQUIRE(answer.changed.size() == 1);
        CHECK(answer.changed[0].others == std::vector{feedback});
        CHECK(answer.counts.orders == 1);
        CHECK(answer.counts.by_type[0] == 0);
    }

    TEST_CASE("orders whose ids have a common beginning are different orders")
    {
        story life;
        life.read(listing({}));
        const changes answer =
            life.read(listing({seen("O1", feedback), seen("O11", claim), seen("O", chargeback)}));
        for (const defect_change& change : answer.changed)
            CHECK(change.others.empty());
        CHECK(answer.counts.orders == 3);
    }

    TEST_CASE("changes and rows are in the order of keys")
    {
        story life;
        life.rules.confirm_cleared = 1;
        life.read(listing({seen("B", claim), seen("C", claim), seen("D", claim, before_window)}));
        const changes answer =
            life.read(listing({seen("A"), seen("B", feedback), seen("C", claim, inside, "Y")}));
        CHECK(changes_in(answer) == "created A/a_to_z_claim e1 r0, created B/negative_feedback e1 r0, "
                                    "cleared B/a_to_z_claim e1 r0, updated C/a_to_z_claim e1 r1, "
                                    "expired D/a_to_z_claim e1 r0");
        REQUIRE(answer.rows.size() == answer.changed.size());
        for (std::size_t i = 0; i < answer.rows.size(); ++i)
            CHECK(answer.rows[i] == answer.changed[i].defect);
    }

    TEST_CASE("the result has the window of the report")
    {
        story life;
        CHECK(life.read(listing({})).days == window{day("2026-09-10"), day("2026-11-08")});
    }
}
