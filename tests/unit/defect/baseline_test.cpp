#include <doctest/doctest.h>

#include "support/defect_samples.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;

TEST_SUITE("defect/baseline")
{
    TEST_CASE("the first report of a scope is recorded without events of its defects")
    {
        story life;
        const changes answer = life.read(listing({seen("O1"), seen("O2", feedback)}));
        CHECK(answer.outcome == report_outcome::baseline);
        CHECK(changes_in(answer).empty());
        CHECK(answer.state.has_baseline);
        CHECK(answer.rows.size() == 2);
        CHECK(life.row("O1", claim).first_seen_at == noon);
        CHECK(life.row("O1", claim).status == defect_status::open);
    }

    TEST_CASE("with notify the first report emits an event for each of its defects")
    {
        story life;
        life.rules.baseline = baseline_mode::notify;
        CHECK(changes_in(life.read(listing({seen("O1"), seen("O2", feedback)}))) ==
              "created O1/a_to_z_claim e1 r0, created O2/negative_feedback e1 r0");
    }

    TEST_CASE("after an empty baseline every defect is new")
    {
        story life;
        const changes first = life.read(listing({}));
        CHECK(first.outcome == report_outcome::baseline);
        CHECK(first.counts.orders == 0);
        CHECK(first.rows.empty());
        const changes second = life.read(listing({seen("O1")}));
        CHECK(second.outcome == report_outcome::applied);
        CHECK(changes_in(second) == "created O1/a_to_z_claim e1 r0");
    }

    TEST_CASE("the counts of a baseline count an order once, however many defects it has")
    {
        story life;
        const changes answer = life.read(
            listing({seen("O1", feedback), seen("O1", claim), seen("O2", claim), seen("O3", chargeback)}));
        CHECK(answer.counts.orders == 3);
        CHECK(answer.counts.by_type[0] == 1);
        CHECK(answer.counts.by_type[1] == 2);
        CHECK(answer.counts.by_type[2] == 1);
    }

    TEST_CASE("open defects of another scope are adopted without an event, even with notify")
    {
        for (const baseline_mode mode : {baseline_mode::silent, baseline_mode::notify}) {
            story life;
            life.read(listing({seen("O1", claim, inside, "X", std::nullopt), seen("O2")}));
            life.rules.scope_channel = fulfillment::mfn;
            life.rules.baseline = mode;
            const changes answer =
                life.read(listing({seen("O1", claim, inside, "Y")}, noon + std::chrono::hours{1}));
            CHECK(changes_in(answer).empty());
            const tracked_defect& adopted = life.row("O1", claim);
            CHECK(adopted.scope_channel == fulfillment::mfn);
            CHECK(adopted.value == "Y");
            CHECK(adopted.channel == fulfillment::mfn);
            CHECK(adopted.episode == 1);
            CHECK(adopted.revision == 0);
            CHECK(adopted.first_seen_at == noon);
            CHECK(answer.counts.orders == 1);
            CHECK(life.row("O2", claim).scope_channel == fulfillment::all);
        }
    }

    TEST_CASE("a baseline closes nothing of another scope")
    {
        story life;
        life.rules.confirm_cleared = 1;
        life.read(listing({seen("O1"), seen("O2", claim, before_window)}));
        life.rules.scope_channel = fulfillment::afn;
        const changes answer = life.read(listing({}));
        CHECK(changes_in(answer).empty());
        CHECK(answer.rows.empty());
        CHECK(answer.open_in_window == 0);
    }

    TEST_CASE("a closed identity of another scope begins its next episode in the baseline")
    {
        for (const baseline_mode mode : {baseline_mode::silent, baseline_mode::notify}) {
            story life;
            life.rules.confirm_cleared = 1;
            life.read(listing({seen("O1")}));
            life.read(listing({}));
            life.rules.scope_channel = fulfillment::mfn;
            life.rules.baseline = mode;
            const std::string expected = mode == baseline_mode::notify ? "created O1/a_to_z_claim e2 r0" : "";
            CHECK(changes_in(life.read(listing({seen("O1")}))) == expected);
            CHECK(life.row("O1", claim).episode == 2);
            CHECK(life.row("O1", claim).scope_channel == fulfillment::mfn);
        }
    }
}
