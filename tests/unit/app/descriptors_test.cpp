#include "descriptors.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace defectd;

TEST_SUITE("app/descriptors")
{
    TEST_CASE("the shares leave a part of the descriptors to the rest, whatever the limit")
    {
        for (std::size_t limit = 256; limit <= 1'000'000; limit += limit / 7) {
            CAPTURE(limit);
            for (const int wanted : {1, 64, 256, 10'000}) {
                const descriptor_shares shares = shares_of(limit, wanted);
                const std::size_t taken = static_cast<std::size_t>(shares.deliveries_in_flight) +
                                          shares.idle_connections + shares.lookups.any +
                                          shares.lookups.prompt;
                CHECK(taken + 50 <= limit);
                CHECK(shares.deliveries_in_flight >= 1);
                CHECK(shares.deliveries_in_flight <= wanted);
                CHECK(shares.lookups.any >= 8);
                CHECK((shares.idle_connections >= limit / 4 || shares.idle_connections == 32768));
                CHECK(shares.idle_connections <= limit / 2);
            }
        }
    }

    TEST_CASE("the usual limits allow what is configured")
    {
        CHECK(shares_of(1024, 256).deliveries_in_flight == 256);
        CHECK(shares_of(1024, 256).idle_connections == 512);
        CHECK(shares_of(65536, 256).lookups.any == 1024);
    }

    TEST_CASE("the soft limit is raised to the hard one")
    {
        rlimit before{};
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
        rlimit low = before;
        low.rlim_cur = 128;
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
        CHECK(raise_descriptor_limit() == before.rlim_max);
        rlimit after{};
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
        CHECK(after.rlim_cur == before.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &before);
    }
}
