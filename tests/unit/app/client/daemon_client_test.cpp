#include "client/daemon_client.hpp"

#include <doctest/doctest.h>

namespace defectd {

TEST_SUITE("app/daemon_client")
{
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
