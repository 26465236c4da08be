#include "defectd/runtime/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace defectd;

TEST_SUITE("runtime/random")
{
    TEST_CASE("unit() returns values all over [0, 1)")
    {
        const auto random = make_system_random();
        double least = 1.0;
        double max = 0.0;
        for (int draw = 0; draw < 2000; ++draw) {
            const double value = random->unit();
            REQUIRE(value >= 0.0);
            REQUIRE(value < 1.0);
            least = std::min(least, value);
            max = std::max(max, value);
        }
        CHECK(least < 0.1);
        CHECK(max > 0.9);
    }

    TEST_CASE("bytes() returns the requested number of bytes, different ones each time")
    {
        const auto random = make_system_random();
        CHECK(random->bytes(0).empty());
        CHECK(random->bytes(32).size() == 32);
        CHECK(random->bytes(100'000).size() == 100'000);
        CHECK(random->bytes(32) != random->bytes(32));
    }
}
