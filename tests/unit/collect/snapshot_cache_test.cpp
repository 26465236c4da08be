#include "defectd/collect/snapshot_cache.hpp"

#include <doctest/doctest.h>

using namespace defectd;

namespace {

report_scope account(std::string name, fulfillment channel = fulfillment::mfn)
{
    return {std::move(name), "ATVPDKIKX0DER", channel};
}

versioned_defects snapshot_of(std::size_t defects, std::uint64_t version = 1)
{
    return {.version = version, .defects = std::vector<tracked_defect>(defects)};
}

constexpr std::size_t half = snapshot_cache::max_defects / 2;

}  // namespace

TEST_SUITE("collect/snapshot_cache")
{
    TEST_CASE("a snapshot is taken out once, by any channel of its account and marketplace")
    {
        snapshot_cache cache;
        cache.put(account("acme"), snapshot_of(5000, 7));
        CHECK_FALSE(cache.take(account("other")));
        CHECK_FALSE(cache.take({"acme", "A1F83G8C2ARO7P", fulfillment::mfn}));
        const auto taken = cache.take(account("acme", fulfillment::afn));
        REQUIRE(taken);
        CHECK(taken->version == 7);
        CHECK(taken->defects.size() == 5000);
        CHECK_FALSE(cache.take(account("acme")));
    }

    TEST_CASE("a snapshot replaces the earlier one of its account")
    {
        snapshot_cache cache;
        cache.put(account("acme"), snapshot_of(half, 1));
        cache.put(account("other"), snapshot_of(half, 1));
        cache.put(account("acme"), snapshot_of(half, 2));
        CHECK(cache.take(account("other")));
        CHECK(cache.take(account("acme"))->version == 2);
        CHECK_FALSE(cache.take(account("acme")));
    }

    TEST_CASE("the account that was collected longest ago is removed first")
    {
        snapshot_cache cache;
        for (const char* name : {"first", "second", "third"})
            cache.put(account(name), snapshot_of(half));
        CHECK_FALSE(cache.take(account("first")));
        CHECK(cache.take(account("second")));
        CHECK(cache.take(account("third")));
    }

    TEST_CASE("snapshots below the lower limit and above the upper limit are not cached")
    {
        snapshot_cache cache;
        cache.put(account("few"), snapshot_of(snapshot_cache::worth_holding - 1));
        cache.put(account("held"), snapshot_of(half));
        cache.put(account("many"), snapshot_of(snapshot_cache::max_defects + 1));
        CHECK_FALSE(cache.take(account("few")));
        CHECK_FALSE(cache.take(account("many")));
        CHECK(cache.take(account("held")));
    }
}
