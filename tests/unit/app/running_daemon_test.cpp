#include "running_daemon.hpp"

#include <doctest/doctest.h>

namespace defectd {

TEST_SUITE("app/running_daemon")
{
    TEST_CASE("whatever a name is made of, it stays one segment of the path")
    {
        CHECK(percent_encoded("support-desk_1.a~") == "support-desk_1.a~");
        CHECK(percent_encoded("a/b?c=d&e#f%g h") == "a%2Fb%3Fc%3Dd%26e%23f%25g%20h");
        CHECK(percent_encoded("\xC3\xBC\r\n") == "%C3%BC%0D%0A");
    }

    TEST_CASE("parameters without a value are left out")
    {
        CHECK(api_target("events") == "/api/v1/events");
        CHECK(
            api_target("events", {{"account", ""}, {"since", "2026-11-23T11:00:00+01:00"}, {"limit", "5"}}) ==
            "/api/v1/events?since=2026-11-23T11%3A00%3A00%2B01%3A00&limit=5");
        CHECK(api_target("events", {{"account", ""}}) == "/api/v1/events");
    }
}

}  // namespace defectd
