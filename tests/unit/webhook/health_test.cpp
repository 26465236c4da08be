#include "defectd/webhook/health.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace defectd;
using namespace std::chrono_literals;
using kind = attempt_end::kind;

namespace {

constexpr duration one_day = 24h;
const timestamp start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 11h};
const health_policy by_default;

attempt_end ended(kind outcome, timestamp at, std::optional<timestamp> not_before = {})
{
    return {outcome, at, not_before};
}

subscriber_health failing_since(timestamp at)
{
    subscriber_health health;
    health.failing_since = at;
    return health;
}

subscriber_health disabled_for(disabled_reason why, timestamp at)
{
    subscriber_health health;
    health.disabled = disabled_state{at, why};
    return health;
}

health_policy policy_of(std::optional<duration> disable_after, duration max_retry_after = one_day)
{
    return {disable_after, max_retry_after};
}

}  // namespace

TEST_SUITE("webhook/health")
{
    TEST_CASE("each reason is found by its own name")
    {
        CHECK(name_of(disabled_reason::gone) == "gone");
        CHECK(name_of(disabled_reason::failing) == "failing");
        CHECK(name_of(disabled_reason::by_hand) == "by_hand");
        for (const auto why : {disabled_reason::gone, disabled_reason::failing, disabled_reason::by_hand})
            CHECK(disabled_reason_named(name_of(why)) == why);
        for (const std::string_view name : {"", "Gone", "by-hand", "by_hand ", "gon", "paused"})
            CHECK_FALSE(disabled_reason_named(name));
    }

    TEST_CASE("a subscriber without attempts has all its slots")
    {
        CHECK(slots(subscriber_health{}, 4, start) == 4);
    }

    TEST_CASE("a disabled subscriber has no slot, a failing one has one, others have all")
    {
        struct row {
            const char* what;
            bool is_disabled, is_paused;
            std::optional<timestamp> held_until;
            bool is_failing;
            int then;
        };
        const row rows[] = {
            {"well", false, false, {}, false, 4},
            {"failing", false, false, {}, true, 1},
            {"held", false, false, start + 1ms, false, 0},
            {"held until now", false, false, start, false, 4},
            {"held until before", false, false, start - 1ms, false, 4},
            {"held and failing", false, false, start + 1ms, true, 0},
            {"a hold at its end, failing", false, false, start, true, 1},
            {"paused", false, true, {}, false, 0},
            {"paused and failing", false, true, {}, true, 0},
            {"disabled", true, false, {}, false, 0},
            {"disabled and failing", true, false, start - 1h, true, 0},
            {"all of it", true, true, start + 1h, true, 0},
        };
        for (const row& r : rows) {
            CAPTURE(r.what);
            subscriber_health health;
            if (r.is_disabled)
                health.disabled = disabled_state{start, disabled_reason::failing};
            health.is_paused = r.is_paused;
            health.held_until = r.held_until;
            if (r.is_failing)
                health.failing_since = start - 1h;
            CHECK(slots(health, 4, start) == r.then);
            CHECK(slots(health, 1, start) == std::min(r.then, 1));
        }
    }

    TEST_CASE("failing counts from the first failure since the last success")
    {
        subscriber_health health = after({}, ended(kind::failure, start), by_default);
        CHECK(health.failing_since == start);
        health = after(health, ended(kind::failure, start + 1h), by_default);
        CHECK(health.failing_since == start);
        health = after(health, ended(kind::success, start + 2h), by_default);
        CHECK(health == subscriber_health{});
        health = after(health, ended(kind::failure, start + 3h), by_default);
        CHECK(health.failing_since == start + 3h);
    }

    TEST_CASE("attempts at the same time may end in any order: the earliest failure counts")
    {
        subscriber_health health = after({}, ended(kind::failure, start), by_default);
        health = after(health, ended(kind::failure, start - 2s), by_default);
        CHECK(health.failing_since == start - 2s);
    }

    TEST_CASE("a subscriber is disabled after failing for disable_after, not a millisecond before")
    {
        const duration five_days = 5 * one_day;
        const subscriber_health failing = failing_since(start);
        CHECK_FALSE(after(failing, ended(kind::failure, start + five_days - 1ms), by_default).disabled);
        const auto off = after(failing, ended(kind::failure, start + five_days), by_default);
        CHECK(off.disabled == disabled_state{start + five_days, disabled_reason::failing});
        CHECK(off.disable_count == 1);
        CHECK(slots(off, 4, start + five_days) == 0);
    }

    TEST_CASE("the duration of failing matters, not the number of failures")
    {
        subscriber_health health;
        for (int n = 0; n < 100'000; ++n)
            health = after(health, ended(kind::failure, start + std::chrono::seconds{n}), by_default);
        CHECK_FALSE(health.disabled);
        CHECK_FALSE(after({}, ended(kind::failure, start + 30 * one_day), by_default).disabled);
    }

    TEST_CASE("without disable_after a subscriber is never disabled, with zero at the first failure")
    {
        const auto late = ended(kind::failure, start + 36'500 * one_day);
        CHECK_FALSE(after(failing_since(start), late, policy_of(std::nullopt)).disabled);
        CHECK(after({}, ended(kind::failure, start), policy_of(0ms)).disabled);
    }

    TEST_CASE("gone disables at once under any policy")
    {
        for (const auto& policy : {by_default, policy_of(std::nullopt)}) {
            const auto health = after({}, ended(kind::gone, start), policy);
            CHECK(health.disabled == disabled_state{start, disabled_reason::gone});
            CHECK(health.disable_count == 1);
        }
        const auto long_failing =
            after(failing_since(start), ended(kind::gone, start + 10 * one_day), by_default);
        CHECK(long_failing.disabled->why == disabled_reason::gone);
    }

    TEST_CASE("a late result neither enables a disabled subscriber nor changes the reason")
    {
        for (const auto why : {disabled_reason::gone, disabled_reason::failing, disabled_reason::by_hand}) {
            for (const auto how : {kind::success, kind::failure, kind::gone}) {
                CAPTURE(name_of(why));
                CAPTURE(static_cast<int>(how));
                subscriber_health before = disabled_for(why, start);
                before.failing_since = start - 10 * one_day;
                const auto health = after(before, ended(how, start + 1s), by_default);
                CHECK(health.disabled == before.disabled);
                CHECK(health.disable_count == before.disable_count);
            }
        }
    }

    TEST_CASE("Retry-After holds a subscriber up to the maximum of the policy")
    {
        struct row {
            std::optional<timestamp> before, asked, then;
        };
        const row rows[] = {
            {{}, {}, {}},
            {{}, start + 60s, start + 60s},
            {{}, start + one_day, start + one_day},
            {{}, start + one_day + 1ms, start + one_day},
            {{}, start + 36'500 * one_day, start + one_day},
            {{}, start, start},
            {start + 60s, {}, start + 60s},
            {start + 60s, start + 30s, start + 60s},
            {start + 60s, start + 90s, start + 90s},
            {start - 60s, start + 30s, start + 30s},
            {start + 36'500 * one_day, {}, start + one_day},  // the clock was wrong
        };
        for (const row& r : rows) {
            CAPTURE(&r - rows);
            subscriber_health health;
            health.held_until = r.before;
            health = after(health, ended(kind::failure, start, r.asked), by_default);
            CHECK(health.held_until == r.then);
        }
    }

    TEST_CASE("capped returns the requested time or the last one allowed")
    {
        const auto policy = policy_of(std::nullopt, 1h);
        CHECK(capped(start - 1h, start, policy) == start - 1h);
        CHECK(capped(start + 1h, start, policy) == start + 1h);
        CHECK(capped(start + 1h + 1ms, start, policy) == start + 1h);
        CHECK(capped(start + 1ms, start, policy_of(std::nullopt, 0ms)) == start);
    }

    TEST_CASE("a success ends failing and a hold that has passed, but not a later hold")
    {
        const subscriber_health held = after({}, ended(kind::failure, start, start + 1h), by_default);
        CHECK(slots(held, 4, start + 1min) == 0);
        CHECK(slots(held, 4, start + 1h) == 1);
        const subscriber_health well = after(held, ended(kind::success, start + 1h), by_default);
        CHECK(slots(well, 4, start + 1h) == 4);
        CHECK_FALSE(well.held_until);
        const subscriber_health sooner = after(held, ended(kind::success, start + 1s), by_default);
        CHECK(slots(sooner, 4, start + 1min) == 0);
        CHECK(slots(sooner, 4, start + 1h) == 4);
    }

    TEST_CASE("after enabling, the next failure does not disable again")
    {
        subscriber_health health = failing_since(start);
        health = after(health, ended(kind::failure, start + 6 * one_day, start + 7 * one_day), by_default);
        REQUIRE(health.disabled);
        health = enabled(health);
        CHECK_FALSE(health.disabled);
        CHECK(health.disable_count == 1);
        CHECK(slots(health, 4, start + 6 * one_day) == 4);
        health = after(health, ended(kind::failure, start + 6 * one_day), by_default);
        CHECK_FALSE(health.disabled);
        CHECK(health.failing_since == start + 6 * one_day);
    }

    TEST_CASE("enabling does not resume a paused subscriber")
    {
        subscriber_health health = disabled_for(disabled_reason::gone, start);
        health.is_paused = true;
        CHECK(enabled(health).is_paused);
        CHECK(slots(enabled(health), 4, start) == 0);
        CHECK(enabled(enabled(health)) == enabled(health));
    }

    TEST_CASE(
        "disabling manually is not counted; it changes the reason of a disabled subscriber and keeps the time")
    {
        const auto health = disabled_by_hand({}, start);
        CHECK(health.disabled == disabled_state{start, disabled_reason::by_hand});
        CHECK(health.disable_count == 0);
        CHECK(disabled_by_hand(health, start + 1h) == health);
        const auto gone = disabled_for(disabled_reason::gone, start);
        const auto by_hand = disabled_by_hand(gone, start + 1h);
        CHECK(by_hand.disabled == disabled_state{gone.disabled->since, disabled_reason::by_hand});
        CHECK(by_hand.disable_count == gone.disable_count);
    }

    TEST_CASE("each disabling by failures has its own number")
    {
        subscriber_health health;
        for (std::uint64_t n = 1; n <= 5; ++n) {
            health = after(enabled(health), ended(kind::gone, start), by_default);
            CHECK(health.disable_count == n);
            health = disabled_by_hand(enabled(health), start);
            CHECK(health.disable_count == n);
        }
    }
}
