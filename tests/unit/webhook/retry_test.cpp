#include "defectd/webhook/retry.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <random>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp ended_at{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 11h};

retry_policy policy_of(std::vector<duration> schedule, double jitter)
{
    retry_policy policy;
    policy.schedule = std::move(schedule);
    policy.jitter = jitter;
    return policy;
}

/// The delay the policy chooses.
duration delay_of(const retry_policy& policy, int attempt, double unit_random)
{
    const auto at = next_attempt_at(policy, attempt, ended_at, unit_random);
    REQUIRE(at);
    return *at - ended_at;
}

constexpr double almost_one = 1 - 0x1p-53;  // the largest value a uniform draw from [0, 1) gives

}  // namespace

TEST_SUITE("webhook/retry")
{
    TEST_CASE("the default schedule is ten attempts over 75 h 35 min")
    {
        const retry_policy policy;
        CHECK(policy.schedule.size() == 9);
        CHECK(policy.jitter == 0.2);
        duration total{0};
        for (int attempt = 1; attempt <= 9; ++attempt)
            total += delay_of(policy, attempt, 0.5);
        CHECK(total == 75h + 35min + 5s);
        CHECK_FALSE(next_attempt_at(policy, 10, ended_at, 0.5));
    }

    TEST_CASE("attempt n waits for slot n of the schedule, counted from its end")
    {
        const retry_policy policy = policy_of({5s, 5min, 2h}, 0);
        CHECK(next_attempt_at(policy, 1, ended_at, 0.0) == ended_at + 5s);
        CHECK(next_attempt_at(policy, 2, ended_at, 0.3) == ended_at + 5min);
        CHECK(next_attempt_at(policy, 3, ended_at, almost_one) == ended_at + 2h);
        CHECK(next_attempt_at(policy, 1, ended_at + 1s, 0.0) == ended_at + 6s);
    }

    TEST_CASE("after the last slot there is no attempt")
    {
        const retry_policy policy = policy_of({5s, 5min}, 0.2);
        CHECK(next_attempt_at(policy, 2, ended_at, 0.5));
        for (const int attempt : {3, 4, 1000, 2'147'483'647}) {
            CAPTURE(attempt);
            CHECK_FALSE(next_attempt_at(policy, attempt, ended_at, 0.5));
        }
    }

    TEST_CASE("an empty schedule has no retry")
    {
        CHECK_FALSE(next_attempt_at(policy_of({}, 0.2), 1, ended_at, 0.5));
    }

    TEST_CASE("jitter changes a delay by its share in both directions")
    {
        const retry_policy policy = policy_of({100s}, 0.2);
        CHECK(delay_of(policy, 1, 0.0) == 80s);
        CHECK(delay_of(policy, 1, 0.25) == 90s);
        CHECK(delay_of(policy, 1, 0.5) == 100s);
        CHECK(delay_of(policy, 1, 0.75) == 110s);
        CHECK(delay_of(policy, 1, almost_one) >= 119'999ms);
        CHECK(delay_of(policy, 1, almost_one) <= 120s);
    }

    TEST_CASE("every slot is within its jitter window and after the attempt")
    {
        std::mt19937_64 generator(20'261'123);
        std::uniform_real_distribution<double> unit(0, 1);
        const std::vector<duration> schedule{1ms,  2ms,   3ms, 10ms, 999ms, 5s,
                                             5min, 30min, 2h,  14h,  24h,   7 * 24h};
        for (const double jitter : {0.0, 0.001, 0.2, 0.5, 0.999, almost_one}) {
            const retry_policy policy = policy_of(schedule, jitter);
            for (std::size_t slot = 0; slot < schedule.size(); ++slot) {
                for (int n = 0; n < 500; ++n) {
                    const double drawn = n == 0 ? 0.0 : n == 1 ? almost_one : unit(generator);
                    const duration delay = delay_of(policy, static_cast<int>(slot) + 1, drawn);
                    const auto whole = static_cast<double>(schedule[slot].count());
                    const bool in_window =
                        std::abs(static_cast<double>(delay.count()) - whole) <= whole * jitter && delay > 0ms;
                    if (!in_window)
                        FAIL_CHECK("slot " << slot << ", jitter " << jitter << ", drawn " << drawn << ": "
                                           << delay.count() << " ms");
                }
            }
        }
    }

    TEST_CASE("retries spread over the whole jitter window")
    {
        std::mt19937_64 generator(7);
        std::uniform_real_distribution<double> unit(0, 1);
        const retry_policy policy = policy_of({100s}, 0.2);
        std::array<int, 4> quarters{};
        for (int n = 0; n < 4000; ++n) {
            const auto into_window = delay_of(policy, 1, unit(generator)) - 80s;
            ++quarters.at(static_cast<std::size_t>(into_window / 10s));
        }
        for (const int hits : quarters)
            CHECK(hits > 850);
    }

    TEST_CASE("a jitter next to one never makes the next attempt come at once")
    {
        for (const duration delay : {duration{1ms}, duration{7 * 24h}})
            CHECK(delay_of(policy_of({delay}, almost_one), 1, 0.0) >= 1ms);
    }
}
