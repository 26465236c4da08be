#include "lookup_threads.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace defectd;

TEST_SUITE("runtime/lookup")
{
    TEST_CASE("localhost is one loopback address per family")
    {
        const lookup_answer answer = look_up("localhost");
        REQUIRE(answer.has_value());
        const auto v4 = std::count(answer->begin(), answer->end(), *parse_ip("127.0.0.1"));
        const auto v6 = std::count(answer->begin(), answer->end(), *parse_ip("::1"));
        CHECK(v4 <= 1);
        CHECK(v6 <= 1);
        CHECK(v4 + v6 >= 1);
    }

    TEST_CASE("literals of both families are read whether or not this machine has addresses of them")
    {
        for (const char* const literal : {"192.0.2.7", "2001:db8::7"}) {
            CAPTURE(literal);
            const lookup_answer answer = look_up(literal);
            REQUIRE(answer.has_value());
            CHECK(*answer == std::vector<ip_address>{*parse_ip(literal)});
        }
    }

    TEST_CASE("a name that cannot exist is an error that says what to do")
    {
        const lookup_answer answer = look_up("no..such..name");
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().what.find("; check") != std::string::npos);
    }
}
