#include "defectd/webhook/health.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace defectd;
using namespace std::chrono_literals;
using kind = attempt_end::kind;

namespace {

const timestamp start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 11h};

/// Lives through random outcomes and orders; `broken` counts what did not hold after one.
class random_life {
public:
    explicit random_life(std::uint32_t seed) : generator_(seed) {}

    void step()
    {
        const auto wait = std::chrono::minutes{pick(600)};
        now_ += pick(50) == 0 ? duration{-wait} : duration{wait};
        const subscriber_health before = health_;
        switch (pick(12)) {
        case 0: health_ = enabled(before); break;
        case 1:
            health_ = disabled_by_hand(before, now_);
            must_hold(health_.disabled && health_.disable_count == before.disable_count);
            break;
        case 2: health_.is_paused = !health_.is_paused; break;
        default: end_attempt(before); break;
        }
        check_places();
    }

    [[nodiscard]] int broken() const { return broken_; }
    [[nodiscard]] const subscriber_health& health() const { return health_; }

private:
    unsigned pick(unsigned below) { return static_cast<unsigned>(generator_() % below); }
    void must_hold(bool holds) { broken_ += holds ? 0 : 1; }

    void end_attempt(const subscriber_health& before)
    {
        attempt_end end{kind::failure, now_, {}};
        const unsigned drawn = pick(40);
        if (drawn < 4)
            end.outcome = kind::success;
        if (drawn == 4)
            end.outcome = kind::gone;
        if (pick(3) == 0)
            end.not_before = now_ + std::chrono::hours{pick(100)};
        health_ = after(before, end, policy_);
        check_attempt(before, end);
    }

    void check_attempt(const subscriber_health& before, const attempt_end& end)
    {
        const bool went_off = health_.disabled && !before.disabled;
        must_hold(!before.disabled || health_.disabled == before.disabled);
        must_hold(health_.is_paused == before.is_paused);
        must_hold(health_.disable_count == before.disable_count + (went_off ? 1 : 0));
        if (end.outcome == kind::success) {
            must_hold(!went_off && !health_.failing_since &&
                      !(health_.held_until && *health_.held_until <= now_));
            return;
        }
        must_hold(health_.failing_since && *health_.failing_since <= now_);
        must_hold(!health_.held_until || *health_.held_until <= now_ + policy_.max_retry_after);
        const bool too_long = now_ - *health_.failing_since >= *policy_.disable_after;
        must_hold(before.disabled || went_off == (too_long || end.outcome == kind::gone));
    }

    void check_places()
    {
        const int count = slots(health_, 5, now_);
        must_hold(count == 0 || (!health_.disabled && !health_.is_paused));
        must_hold(count == 0 || count == (health_.failing_since ? 1 : 5));
        must_hold(count != 0 || health_.disabled || health_.is_paused || health_.held_until > now_);
    }

    std::mt19937 generator_;
    health_policy policy_{48h, 6h};
    subscriber_health health_;
    timestamp now_ = start;
    int broken_ = 0;
};

}  // namespace

TEST_SUITE("webhook/health_walk")
{
    TEST_CASE("a disabled subscriber sends nothing until it is enabled")
    {
        for (std::uint32_t seed = 1; seed <= 50; ++seed) {
            CAPTURE(seed);
            random_life life(seed);
            for (int n = 0; n < 2000; ++n)
                life.step();
            CHECK(life.broken() == 0);
            CHECK(life.health().disable_count > 5);
        }
    }
}
