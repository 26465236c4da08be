#include "defectd/engine/scope_owners.hpp"

#include <doctest/doctest.h>

using namespace defectd;

TEST_SUITE("engine/scope_owners")
{
    const scope mfn{"acme", "US", fulfillment::mfn};
    const scope afn{"acme", "US", fulfillment::afn};
    const scope all{"acme", "US", fulfillment::all};

    TEST_CASE("the first source that speaks for a scope keeps it")
    {
        scope_owners owners;
        CHECK(owners.claim(mfn, "one").empty());
        CHECK(owners.claim(mfn, "one").empty());
        CHECK(owners.claim(mfn, "two") == "one");
    }

    TEST_CASE("the two channels are apart, ALL overlaps both")
    {
        scope_owners owners;
        CHECK(owners.claim(mfn, "one").empty());
        CHECK(owners.claim(afn, "two").empty());
        CHECK_FALSE(owners.claim(all, "three").empty());

        scope_owners others;
        CHECK(others.claim(all, "one").empty());
        CHECK(others.claim(afn, "two") == "one");
    }

    TEST_CASE("another account or marketplace is another scope")
    {
        scope_owners owners;
        CHECK(owners.claim(all, "one").empty());
        CHECK(owners.claim({"beta", "US", fulfillment::all}, "two").empty());
        CHECK(owners.claim({"acme", "DE", fulfillment::all}, "two").empty());
    }
}
