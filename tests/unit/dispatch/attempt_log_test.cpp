#include "attempt_log.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/recorded_log.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp started = *parse_rfc3339("2026-11-23T11:00:00Z");
const timestamp ended = started + 1s;

/// One delivery of one subscriber, attempted again and again.
struct logged_attempts {
    logged_attempts()
    {
        desk.name = "desk";
        desk.retry.schedule = {10s, 20s};
        desk.retry.jitter = 0;
        claimed_delivery delivery;
        delivery.id = 7;
        delivery.subscriber = "desk";
        delivery.event_id = "evt_a";
        delivery.event_type = "defect.created";
        carried.id = "evt_a";
        carried.deliveries.push_back(delivery);
    }

    /// Applies and logs an outcome, and returns what it logged.
    std::vector<recorded_log::record> after(const post_outcome& outcome)
    {
        const queue_state state{.subscriber = desk,
                                .subscribers = {},
                                .health = health,
                                .was_failing = was_failing,
                                .certificate_expires_at = std::nullopt};
        const ended_attempt attempt{carried, outcome, {started, ended}};
        const attempt_effects effects = apply_result(state, attempt, 0.5);
        recorded_log log;
        log_attempt(log, attempt, effects);
        if (effects.health)
            health = effects.health->state.health;
        was_failing = !effects.result.failure.empty();
        ++carried.deliveries[0].attempt;
        return log.records();
    }

    subscriber_config desk;
    subscriber_health health;
    bool was_failing = false;
    message carried;
};

post_response answered(int status)
{
    post_response response;
    response.status = status;
    return response;
}

using records = std::vector<recorded_log::record>;

}  // namespace

TEST_SUITE("dispatch/attempt log")
{
    TEST_CASE(
        "the first failure is a warning, its repetition is debug, and an exhausted delivery is a warning")
    {
        logged_attempts attempts;
        CHECK(attempts.after(answered(503)) ==
              records{{log_level::warning,
                       "attempt failed subscriber=desk delivery=7 webhook_id=evt_a attempt=1 status=503 "
                       "failure=server_error what= next_attempt=2026-11-23T11:00:11.000Z"}});
        CHECK(attempts.after(post_failure{failure_reason::connect, "connection refused"}) ==
              records{{log_level::debug,
                       "attempt failed subscriber=desk delivery=7 webhook_id=evt_a attempt=2 status=none "
                       "failure=connect what=connection refused next_attempt=2026-11-23T11:00:21.000Z"}});
        CHECK(
            attempts.after(answered(500)) ==
            records{
                {log_level::warning,
                 "delivery exhausted; send it again with `defectd redeliver` subscriber=desk delivery=7 webhook_id=evt_a attempt=3 "
                 "status=500 failure=server_error what= next_attempt=none"}});
    }

    TEST_CASE("a success is logged after a failure only")
    {
        logged_attempts attempts;
        CHECK(attempts.after(answered(200)).empty());
        CHECK(attempts.after(answered(500)).size() == 1);
        CHECK(attempts.after(answered(200)) ==
              records{{log_level::info, "subscriber recovered subscriber=desk"}});
    }

    TEST_CASE("a subscriber that is gone is logged as a failure and as disabled")
    {
        logged_attempts attempts;
        CHECK(attempts.after(answered(410)) ==
              records{{log_level::warning,
                       "attempt failed subscriber=desk delivery=7 webhook_id=evt_a attempt=1 status=410 "
                       "failure=gone what= next_attempt=2026-11-23T11:00:01.000Z"},
                      {log_level::warning,
                       "subscriber disabled; events are queued until `defectd enable` or its URL changes "
                       "subscriber=desk reason=gone"}});
    }

    TEST_CASE("a certificate that expires soon is logged with its time")
    {
        logged_attempts attempts;
        post_response response = answered(200);
        response.certificate_expires_at = ended + std::chrono::days{3};
        CHECK(attempts.after(response) ==
              records{{log_level::warning, "receiver's certificate expires soon; notify its operator "
                                           "subscriber=desk expires_at=2026-11-26T11:00:01.000Z"}});
    }
}
