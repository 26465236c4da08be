#include "defectd/source/found_file.hpp"

#include <doctest/doctest.h>

using namespace defectd;
using namespace std::chrono_literals;

TEST_SUITE("source/found_file")
{
    const timestamp arrived = *parse_rfc3339("2026-11-23T11:00:00Z");

    file_mark modified_at(timestamp at, std::int64_t extra_ns = 0)
    {
        return {1, 2, std::chrono::nanoseconds{at.time_since_epoch()}.count() + extra_ns, 10};
    }

    TEST_CASE("a file is ordered by its modification time in nanoseconds, then by name")
    {
        const found_file early = make_found_file("/r/b.csv", {}, modified_at(arrived - 1h, 1), arrived);
        const found_file late = make_found_file("/r/a.csv", {}, modified_at(arrived - 1h, 2), arrived);
        const found_file twin = make_found_file("/r/c.csv", {}, modified_at(arrived - 1h, 2), arrived);
        CHECK(early.stamp < late.stamp);
        CHECK(late.stamp < twin.stamp);
        CHECK(late.stamp.name == "a.csv");
        CHECK(late.time == arrived - 1h);
    }

    TEST_CASE("a time up to five minutes ahead is believed, a later one is replaced by the arrival")
    {
        const found_file near = make_found_file("/r/a.csv", {}, modified_at(arrived + 5min), arrived);
        CHECK(near.time == arrived + 5min);
        CHECK_FALSE(near.time_was_ahead);

        const found_file far = make_found_file("/r/a.csv", {}, modified_at(arrived + 5min + 1ms), arrived);
        CHECK(far.time == arrived);
        CHECK(far.stamp.time_ns == std::chrono::nanoseconds{arrived.time_since_epoch()}.count());
        CHECK(far.time_was_ahead);
    }
}
