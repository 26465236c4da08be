#include "defectd/collect/scope_owners.hpp"

#include <doctest/doctest.h>

using namespace defectd;

namespace {

const report_scope mfn{"acme", "US", fulfillment::mfn};
const report_scope afn{"acme", "US", fulfillment::afn};
const report_scope all{"acme", "US", fulfillment::all};

source_config source_named(std::string name, std::string account = {})
{
    source_config source;
    source.name = std::move(name);
    source.account = std::move(account);
    return source;
}

scope_overview spoken_for(const report_scope& scope, std::string source)
{
    scope_overview known;
    known.record.scope = scope;
    known.record.source = std::move(source);
    known.record.state.has_baseline = true;
    return known;
}

}  // namespace

TEST_SUITE("collect/scope_owners")
{
    TEST_CASE("the first source that covers a scope keeps it")
    {
        scope_owners owners;
        CHECK(owners.other_than("one", mfn).empty());
        owners.claim(mfn, "one");
        CHECK(owners.other_than("one", mfn).empty());
        CHECK(owners.other_than("two", mfn) == "one");
    }

    TEST_CASE("MFN and AFN do not overlap, ALL overlaps with both")
    {
        scope_owners owners;
        owners.claim(mfn, "one");
        CHECK(owners.other_than("two", afn).empty());
        CHECK(owners.other_than("two", all) == "one");

        scope_owners others;
        others.claim(all, "one");
        CHECK(others.other_than("two", afn) == "one");
        CHECK(others.other_than("one", afn) ==
              "one");  // one source that brings both would count each defect twice
        CHECK(others.other_than("one", all).empty());
    }

    TEST_CASE("another account or marketplace is another scope")
    {
        scope_owners owners;
        owners.claim(all, "one");
        CHECK(owners.other_than("two", {"beta", "US", fulfillment::all}).empty());
        CHECK(owners.other_than("two", {"acme", "DE", fulfillment::all}).empty());
    }

    TEST_CASE("a source that owned a scope before a restart keeps it")
    {
        const std::vector<scope_overview> before{spoken_for(mfn, "one")};
        const std::vector<source_config> sources{source_named("two"), source_named("one")};
        CHECK(scope_owners(before, sources).other_than("two", mfn) == "one");
    }

    TEST_CASE(
        "a source that was removed, covers another scope or never had a good report owns nothing after a restart")
    {
        const std::vector<source_config> sources{source_named("two"), source_named("moved", "beta")};
        std::vector<scope_overview> before{spoken_for(mfn, "gone"), spoken_for(afn, "moved")};
        CHECK(scope_owners(before, sources).other_than("two", all).empty());
        before = {spoken_for(mfn, "two")};
        CHECK(scope_owners(before, sources).other_than("three", mfn) == "two");
        before[0].record.state.has_baseline = false;
        CHECK(scope_owners(before, sources).other_than("three", mfn).empty());
    }
}
