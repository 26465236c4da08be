#include "defectd/dispatch/conclude.hpp"

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

subscriber_config desk(answer_rules answers = answer_rules::webhook)
{
    subscriber_config subscriber;
    subscriber.name = "desk";
    subscriber.answers = answers;
    subscriber.retry.schedule = {10s, 20s};
    subscriber.retry.jitter = 0;
    return subscriber;
}

attempt_record after_outcome(const post_outcome& outcome, int attempt = 1,
                             const subscriber_config& to = desk(), std::optional<payload_form> form = {})
{
    const attempt_result result = classify_outcome(outcome, to, ended);
    return conclude(delivery_at(attempt), result, to.retry, {ended - 1s, ended}, form, 0.5);
}

post_response answered(int status, std::optional<std::string> retry_after = {}, std::string body = {})
{
    post_response response;
    response.status = status;
    response.retry_after = std::move(retry_after);
    response.body_head = std::move(body);
    return response;
}

attempt_record after_status(int status, int attempt = 1)
{
    return after_outcome(answered(status), attempt);
}

attempt_record after_failure(failure_reason reason, int attempt = 1)
{
    return after_outcome(post_failure{reason, "what"}, attempt);
}

}  // namespace

TEST_SUITE("dispatch/conclude")
{
    TEST_CASE("of every status from 200 to 599 2xx is delivered, and all others are retried")
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
                CHECK(record.due_at == (status == 410 ? ended : ended + 10s));
                CHECK(record.failure == (status < 400    ? "redirect"
                                         : status == 410 ? "gone"
                                         : status == 429 ? "throttled"
                                         : status < 500  ? "rejected"
                                                         : "server_error"));
            }
        }
    }

    TEST_CASE("every failure without an answer is retried under its own name")
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

    TEST_CASE("a retry has the delay of its attempt, and after the last one the delivery is exhausted")
    {
        CHECK(after_status(500, 2).due_at == ended + 20s);
        const attempt_record last = after_status(500, 3);
        CHECK(last.next == delivery_state::exhausted);
        CHECK_FALSE(last.due_at);
    }

    TEST_CASE("an attempt cut off by shutdown does not count and is due at once")
    {
        const attempt_record record = after_failure(failure_reason::cancelled, 3);
        CHECK_FALSE(record.counts);
        CHECK(record.next == delivery_state::pending);
        CHECK(record.due_at == ended);
    }

    TEST_CASE("an attempt without a descriptor does not count and is repeated after a pause")
    {
        const post_outcome outcome = post_failure{failure_reason::local, ""};
        const attempt_record record = after_failure(failure_reason::local, 1);
        CHECK_FALSE(record.counts);
        CHECK(record.next == delivery_state::pending);
        CHECK(record.due_at == ended + 5s);
        CHECK_FALSE(end_for_health(classify_outcome(outcome, desk(), ended), ended));
    }

    TEST_CASE("the record carries the delivery, its token and both times")
    {
        const attempt_record record = after_status(204);
        CHECK(record.delivery == 7);
        CHECK(record.token == 3);
        CHECK(record.started_at == ended - 1s);
        CHECK(record.ended_at == ended);
    }

    TEST_CASE("a Retry-After later than the delay applies, an earlier one does not, a long one is capped")
    {
        CHECK(after_outcome(answered(429, "60")).due_at == ended + 60s);
        CHECK(after_outcome(answered(503, "60")).due_at == ended + 60s);
        CHECK(after_outcome(answered(429, "3")).due_at == ended + 10s);
        CHECK(after_outcome(answered(500, "60")).due_at == ended + 10s);
        subscriber_config patient = desk();
        patient.health.max_retry_after = 30s;
        CHECK(after_outcome(answered(429, "99999999"), 1, patient).due_at == ended + 30s);
    }

    TEST_CASE("a 410 leaves the delivery due, even at the end of its schedule")
    {
        const attempt_record record = after_status(410, 3);
        CHECK(record.next == delivery_state::pending);
        CHECK(record.due_at == ended);
        const attempt_result result = classify_outcome(answered(410, "5"), desk(), ended);
        CHECK(end_for_health(result, ended)->outcome == attempt_end::kind::gone);
    }

    TEST_CASE("a rejected payload is sent at once in its next form, or is exhausted")
    {
        const post_response refused = answered(400, {}, "invalid_blocks");
        const subscriber_config chat = desk(answer_rules::slack);
        CHECK(after_outcome(refused, 3, chat, payload_form::text_only).due_at == ended);
        CHECK(after_outcome(refused, 3, chat, payload_form::text_only).is_extra);
        CHECK_FALSE(after_outcome(refused, 1, chat, std::nullopt).is_extra);
        CHECK(after_outcome(refused, 1, chat, std::nullopt).next == delivery_state::exhausted);
        CHECK_FALSE(end_for_health(classify_outcome(refused, chat, ended), ended));
    }

    TEST_CASE("an attempt that was cut off does not change the health")
    {
        const attempt_result result =
            classify_outcome(post_failure{failure_reason::cancelled, ""}, desk(), ended);
        CHECK_FALSE(end_for_health(result, ended));
    }
}
