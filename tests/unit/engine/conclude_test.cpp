#include "defectd/engine/conclude.hpp"

#include <doctest/doctest.h>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp ended = *parse_rfc3339("2026-11-23T11:00:00Z");

claimed_delivery delivery_at(int attempt)
{
    claimed_delivery delivery;
    delivery.id = 7;
    delivery.token = 3;
    delivery.attempt = attempt;
    return delivery;
}

attempt_record after_status(int status, int attempt = 1)
{
    retry_policy policy;
    policy.schedule = {10s, 20s};
    policy.jitter = 0;
    return conclude(delivery_at(attempt), post_response{status, std::nullopt, ""}, policy,
                    {ended - 1s, ended}, 0.5);
}

attempt_record after_failure(failure_reason reason, int attempt = 1)
{
    retry_policy policy;
    policy.schedule = {10s, 20s};
    policy.jitter = 0;
    return conclude(delivery_at(attempt), post_failure{reason, "what"}, policy, {ended - 1s, ended}, 0.5);
}

}  // namespace

TEST_SUITE("engine/conclude")
{
    TEST_CASE("every status from 200 to 599: 2xx is delivered, all others are tried again")
    {
        for (int status = 200; status <= 599; ++status) {
            CAPTURE(status);
            const attempt_record record = after_status(status);
            CHECK(record.status == status);
            CHECK(record.counts);
            if (status < 300) {
                CHECK(record.next == delivery_state::delivered);
                CHECK(record.failure.empty());
                CHECK_FALSE(record.due_at);
            } else {
                CHECK(record.next == delivery_state::pending);
                CHECK(record.due_at == ended + 10s);
                CHECK(record.failure == (status < 400   ? "redirect"
                                         : status < 500 ? "rejected"
                                                        : "server_error"));
            }
        }
    }

    TEST_CASE("every reason for no answer is tried again under its own name")
    {
        for (const failure_reason reason :
             {failure_reason::timeout, failure_reason::dns, failure_reason::connect, failure_reason::tls,
              failure_reason::reset, failure_reason::protocol, failure_reason::blocked}) {
            const attempt_record record = after_failure(reason);
            CAPTURE(record.failure);
            CHECK(record.failure == name_of(reason));
            CHECK(record.status == 0);
            CHECK(record.next == delivery_state::pending);
            CHECK(record.due_at == ended + 10s);
        }
    }

    TEST_CASE("the delay is that of the attempt, and after the last one the delivery is exhausted")
    {
        CHECK(after_status(500, 2).due_at == ended + 20s);
        const attempt_record last = after_status(500, 3);
        CHECK(last.next == delivery_state::exhausted);
        CHECK_FALSE(last.due_at);
    }

    TEST_CASE("an attempt cut off by shutdown does not count and is due at once")
    {
        const attempt_record record = after_failure(failure_reason::canceled, 3);
        CHECK_FALSE(record.counts);
        CHECK(record.next == delivery_state::pending);
        CHECK(record.due_at == ended);
    }

    TEST_CASE("the record carries the delivery, its token and both times")
    {
        const attempt_record record = after_status(204);
        CHECK(record.delivery == 7);
        CHECK(record.token == 3);
        CHECK(record.started_at == ended - 1s);
        CHECK(record.ended_at == ended);
    }
}
