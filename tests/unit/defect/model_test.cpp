#include "defectd/defect/model.hpp"

#include <doctest/doctest.h>

#include "defectd/defect/diff.hpp"
#include "support/defect_samples.hpp"

using namespace defectd;
using namespace defectd::test;

TEST_SUITE("defect/nouns")
{
    TEST_CASE("the persistent names are unchanged")
    {
        CHECK(name_of(defect_type::negative_feedback) == "negative_feedback");
        CHECK(name_of(defect_type::a_to_z_claim) == "a_to_z_claim");
        CHECK(name_of(defect_type::chargeback) == "chargeback");
        CHECK(name_of(fulfillment::mfn) == "MFN");
        CHECK(name_of(fulfillment::afn) == "AFN");
        CHECK(name_of(fulfillment::all) == "ALL");
        CHECK(name_of(defect_status::open) == "open");
        CHECK(name_of(defect_status::cleared) == "cleared");
        CHECK(name_of(defect_status::expired) == "expired");
    }

    TEST_CASE("every name is read back as its enumerator")
    {
        for (const auto type : {feedback, claim, chargeback})
            CHECK(defect_type_named(name_of(type)) == type);
        for (const auto channel : {fulfillment::mfn, fulfillment::afn, fulfillment::all})
            CHECK(fulfillment_named(name_of(channel)) == channel);
        for (const auto state : {defect_status::open, defect_status::cleared, defect_status::expired})
            CHECK(defect_status_named(name_of(state)) == state);
    }

    TEST_CASE("another spelling is not a name")
    {
        for (const std::string_view word : {"", "mfn", "FBA", "negative feedback", "Chargeback", "open "}) {
            CAPTURE(word);
            CHECK_FALSE(defect_type_named(word));
            CHECK_FALSE(fulfillment_named(word));
            CHECK_FALSE(defect_status_named(word));
        }
    }

    TEST_CASE("Amazon's window is 60 days that end 15 days before the day of the report")
    {
        CHECK(window_on(day("2026-11-23"), {}) == window{day("2026-09-10"), day("2026-11-08")});
        CHECK(window_on(day("2022-01-11"), {}) == window{day("2021-10-29"), day("2021-12-27")});
    }

    TEST_CASE("a window of one day without lag is the day itself")
    {
        const window_rule rule{.days = 1, .lag_days = 0};
        CHECK(window_on(day("2024-02-29"), rule) == window{day("2024-02-29"), day("2024-02-29")});
        CHECK(leaves_window_on(day("2024-02-29"), rule) == day("2024-03-01"));
    }

    TEST_CASE("an order leaves on the first day whose window begins after it")
    {
        const window_rule rule;
        const date ordered = day("2026-10-20");
        const date leaves = leaves_window_on(ordered, rule);
        CHECK(leaves == day("2027-01-03"));
        CHECK(window_on(leaves, rule).from > ordered);
        CHECK(window_on(leaves - std::chrono::days{1}, rule).from == ordered);
    }
}
