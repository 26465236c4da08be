#include "defectd/webhook/rate_limit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 11h};

constexpr auto limits = std::to_array<rate_limit>({{1, 1s},
                                                   {1, 2s},
                                                   {3, 1s},
                                                   {7, 10s},
                                                   {10, 1s},
                                                   {5, 3ms},
                                                   {1, 1ms},
                                                   {1000, 1s},
                                                   {3000, 7ms},
                                                   {100'000, 24h},
                                                   {1, 24h}});

/// How many tokens there are at once.
int taken_at(token_bucket& bucket, timestamp now)
{
    int taken = 0;
    while (bucket.take(now))
        ++taken;
    return taken;
}

/// When tokens were taken by someone who asks at random times, often twice, and takes all there are or some.
std::vector<timestamp> random_takes(const rate_limit& limit, std::mt19937& generator)
{
    token_bucket bucket(limit);
    std::vector<timestamp> takes;
    const auto max_step = std::max<std::int64_t>(2 * limit.per.count() / limit.requests, 2);
    std::uniform_int_distribution<std::int64_t> step(0, max_step);
    timestamp now = start;
    for (int n = 0; n < 5000; ++n, now += duration{step(generator)}) {
        for (auto wanted = generator() % 4; wanted > 0 && bucket.take(now); --wanted)
            takes.push_back(now);
        if (generator() % 1000 == 0)
            now += limit.per;  // long enough for a burst
    }
    return takes;
}

}  // namespace

TEST_SUITE("webhook/rate_limit")
{
    TEST_CASE("a new bucket has as many tokens as the limit")
    {
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            token_bucket bucket(limit);
            CHECK(bucket.next_at(start) == start);
            CHECK(taken_at(bucket, start) == limit.requests);
            CHECK(bucket.next_at(start) > start);
        }
    }

    TEST_CASE("an empty bucket is full after the span, not before")
    {
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            token_bucket bucket(limit);
            taken_at(bucket, start);
            token_bucket earlier = bucket;
            CHECK(taken_at(earlier, start + limit.per - 1ms) < limit.requests);
            CHECK(taken_at(bucket, start + limit.per) == limit.requests);
        }
    }

    TEST_CASE("next_at is the first millisecond at which there is a token")
    {
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            token_bucket bucket(limit);
            taken_at(bucket, start);
            timestamp now = start;
            for (int n = 0; n < 100; ++n) {
                const timestamp next = bucket.next_at(now);
                REQUIRE(next > now);
                token_bucket earlier = bucket;
                CHECK_FALSE(earlier.take(next - 1ms));
                CHECK(bucket.take(next));
                while (bucket.take(next)) {
                }
                now = next;
            }
        }
    }

    TEST_CASE("a rate of three per second is exact over a long time")
    {
        token_bucket bucket({3, 1s});
        int taken = 0;
        for (timestamp now = start; now < start + 1000s; now += 1ms)
            taken += bucket.take(now) ? 1 : 0;
        CHECK(taken == 3 + 2999);  // the full bucket and all that came in but the part of a token at the end
    }

    TEST_CASE("a span has at most 2 × requests - 1 requests, and the average keeps the limit")
    {
        std::mt19937 generator(20'261'123);
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            CAPTURE(limit.per.count());
            const std::vector<timestamp> takes = random_takes(limit, generator);
            REQUIRE(takes.size() > 100);
            const auto max = static_cast<std::size_t>(limit.requests);
            std::size_t broken = 0;
            for (std::size_t first = 0, last = 0; first < takes.size(); ++first) {
                while (last < takes.size() && takes[last] < takes[first] + limit.per)
                    ++last;
                broken += last - first > 2 * max - 1 ? 1 : 0;
            }
            for (std::size_t n = 0; n < takes.size(); ++n) {
                const auto came_in = (takes[n] - takes[0]).count() * limit.requests / limit.per.count();
                broken += n + 1 > max + static_cast<std::size_t>(came_in) ? 1 : 0;
            }
            CHECK(broken == 0);
        }
    }

    TEST_CASE("frequent queries do not lose credit")
    {
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            token_bucket often(limit);
            token_bucket seldom(limit);
            taken_at(often, start);
            taken_at(seldom, start);
            const duration step = std::max(limit.per / 1000, 1ms);
            timestamp now = start;
            for (; now < start + limit.per / 2; now += step)
                static_cast<void>(often.next_at(now));
            CHECK(taken_at(often, now) == taken_at(seldom, now));
        }
    }

    TEST_CASE("a clock that is set back removes no token and delays none beyond the span")
    {
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            token_bucket bucket(limit);
            taken_at(bucket, start);
            const timestamp back = start - std::chrono::years{30};
            CHECK_FALSE(bucket.take(back));
            CHECK(bucket.next_at(back) <= back + limit.per);
            CHECK(bucket.take(bucket.next_at(back)));

            token_bucket half_used({10, 1s});
            for (int n = 0; n < 5; ++n)
                CHECK(half_used.take(start));
            CHECK(taken_at(half_used, back) == 5);
        }
    }

    TEST_CASE("a clock that is set ahead fills the bucket and not more")
    {
        for (const rate_limit& limit : limits) {
            CAPTURE(limit.requests);
            token_bucket bucket(limit);
            taken_at(bucket, start);
            CHECK(taken_at(bucket, start + std::chrono::years{200}) == limit.requests);
            CHECK(taken_at(bucket, timestamp::max()) == limit.requests);
        }
    }

    TEST_CASE("a clock before 1970 works as well")
    {
        token_bucket bucket({2, 1s});
        const timestamp early{-std::chrono::days{3650}};
        CHECK(taken_at(bucket, early) == 2);
        CHECK(bucket.next_at(early) == early + 500ms);
    }
}
