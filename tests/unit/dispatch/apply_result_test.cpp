#include "apply_result.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp started = *parse_rfc3339("2026-11-23T11:00:00Z");
const timestamp ended = started + 1s;

subscriber_config named(std::string name, std::vector<std::string> events = {"*"})
{
    subscriber_config subscriber;
    subscriber.name = std::move(name);
    subscriber.filter.events = std::move(events);
    subscriber.retry.schedule = {10s, 20s};
    subscriber.retry.jitter = 0;
    return subscriber;
}

claimed_delivery delivery(std::int64_t id, int attempt = 1, std::string type = "defect.created")
{
    claimed_delivery each;
    each.id = id;
    each.token = 1;
    each.subscriber = "desk";
    each.attempt = attempt;
    each.event_id = "evt_" + std::to_string(id);
    each.event_type = std::move(type);
    return each;
}

message message_with(std::vector<claimed_delivery> deliveries, payload_form form = payload_form::digest)
{
    message carried;
    carried.deliveries = std::move(deliveries);
    carried.form = form;
    carried.id = carried.is_digest() ? "dig_1" : carried.deliveries.front().event_id;
    return carried;
}

post_response answered(int status, std::optional<std::string> retry_after = {}, std::string body = {})
{
    post_response response;
    response.status = status;
    response.retry_after = std::move(retry_after);
    response.body_head = std::move(body);
    return response;
}

/// Two subscribers: desk, which gets the attempt, and watch, which hears of what happens to it.
struct desk_and_watch {
    [[nodiscard]] attempt_effects after(const post_outcome& outcome,
                                        const message& carried = message_with({delivery(7)})) const
    {
        const queue_state state{.subscriber = subscribers[0],
                                .subscribers = subscribers,
                                .health = health,
                                .was_failing = was_failing,
                                .certificate_expires_at = certificate_expires_at};
        return apply_result(state, {carried, outcome, {started, ended}, 3}, 0.5);
    }

    std::vector<subscriber_config> subscribers{named("desk"), named("watch", {"delivery.*", "subscriber.*"})};
    subscriber_health health;
    bool was_failing = false;
    std::optional<timestamp> certificate_expires_at;
};

using notices = std::vector<attempt_notice>;
using names = std::vector<std::string>;

}  // namespace

TEST_SUITE("dispatch/apply result")
{
    TEST_CASE("a success of a subscriber that is well changes its delivery only")
    {
        const attempt_effects effects = desk_and_watch{}.after(answered(200));
        REQUIRE(effects.records.size() == 1);
        CHECK(effects.records[0].delivery == 7);
        CHECK(effects.records[0].next == delivery_state::delivered);
        CHECK(effects.records[0].message_id.empty());
        CHECK_FALSE(effects.records[0].event);
        CHECK_FALSE(effects.health);
        CHECK_FALSE(effects.fallback_form);
        CHECK_FALSE(effects.releases_prefetched);
        CHECK(effects.notices.empty());
        REQUIRE(effects.load);
        CHECK(effects.load->outcome == load_sample::kind::answered);
        CHECK(effects.load->in_flight == 3);
    }

    TEST_CASE("the first failure begins a time of failing, and the next one releases what is prefetched")
    {
        desk_and_watch state;
        const attempt_effects first = state.after(answered(503));
        CHECK(first.records.at(0).due_at == ended + 10s);
        REQUIRE(first.health);
        CHECK(first.health->state.name == "desk");
        CHECK(first.health->state.health.failing_since == ended);
        CHECK_FALSE(first.health->event);
        CHECK_FALSE(first.releases_prefetched);
        CHECK(first.notices == notices{attempt_notice::first_failure});

        state.health = first.health->state.health;
        state.was_failing = true;
        const attempt_effects second = state.after(answered(503));
        CHECK(second.releases_prefetched);
        CHECK(second.notices == notices{attempt_notice::repeated_failure});
    }

    TEST_CASE("a success after a failure is a recovery")
    {
        desk_and_watch state;
        state.health.failing_since = started - 60s;
        state.was_failing = true;
        const attempt_effects effects = state.after(answered(200));
        REQUIRE(effects.health);
        CHECK_FALSE(effects.health->state.health.failing_since);
        CHECK(effects.notices == notices{attempt_notice::recovery});
    }

    TEST_CASE("an attempt that shutdown cut off changes neither health nor concurrency")
    {
        const attempt_effects effects =
            desk_and_watch{}.after(post_failure{failure_reason::cancelled, "shutdown"});
        CHECK_FALSE(effects.records.at(0).counts);
        CHECK_FALSE(effects.health);
        CHECK_FALSE(effects.load);
    }

    TEST_CASE("an exhausted delivery is announced to the other subscribers")
    {
        const attempt_effects effects = desk_and_watch{}.after(answered(500), message_with({delivery(7, 3)}));
        CHECK(effects.records.at(0).next == delivery_state::exhausted);
        REQUIRE(effects.records[0].event);
        CHECK(effects.records[0].event->event.type == "delivery.exhausted");
        CHECK(effects.records[0].event->subscribers == names{"watch"});
    }

    TEST_CASE("an exhausted event about sending is not announced")
    {
        const message carried = message_with({delivery(7, 3, "delivery.exhausted")});
        const attempt_effects effects = desk_and_watch{}.after(answered(500), carried);
        CHECK(effects.records.at(0).next == delivery_state::exhausted);
        CHECK_FALSE(effects.records[0].event);
    }

    TEST_CASE("a 410 disables the subscriber and is announced to the others once")
    {
        desk_and_watch state;
        const attempt_effects effects = state.after(answered(410));
        REQUIRE(effects.health);
        CHECK(effects.health->state.health.disabled->why == disabled_reason::gone);
        REQUIRE(effects.health->event);
        CHECK(effects.health->event->event.type == "subscriber.disabled");
        CHECK(effects.health->event->subscribers == names{"watch"});
        CHECK(effects.notices == notices{attempt_notice::first_failure, attempt_notice::disabled});

        state.health = effects.health->state.health;
        state.was_failing = true;
        CHECK(state.after(answered(410)).notices == notices{attempt_notice::repeated_failure});
    }

    TEST_CASE("a 410 to an event about sending disables the subscriber without an announcement")
    {
        const message carried = message_with({delivery(7, 1, "subscriber.disabled")});
        const attempt_effects effects = desk_and_watch{}.after(answered(410), carried);
        REQUIRE(effects.health);
        CHECK(effects.health->state.health.disabled);
        CHECK_FALSE(effects.health->event);
    }

    TEST_CASE("every delivery of a digest has the webhook-id of the message and the same retry")
    {
        desk_and_watch state;
        state.subscribers[0].retry.jitter = 0.5;
        const attempt_effects effects =
            state.after(answered(500), message_with({delivery(1), delivery(2), delivery(3)}));
        REQUIRE(effects.records.size() == 3);
        for (const attempt_record& record : effects.records) {
            CHECK(record.message_id == "dig_1");
            CHECK(record.due_at == effects.records[0].due_at);
        }
        CHECK_FALSE(effects.fallback_form);
    }

    TEST_CASE("a digest whose content is blamed is retried event by event")
    {
        for (const int status : {400, 413, 422}) {
            CAPTURE(status);
            const auto effects =
                desk_and_watch{}.after(answered(status), message_with({delivery(1), delivery(2)}));
            CHECK(effects.fallback_form == payload_form::single);
            CHECK_FALSE(effects.records.at(0).is_extra);
        }
    }

    TEST_CASE("a rejected payload is sent at once in its next form, until none is left")
    {
        desk_and_watch state;
        state.subscribers[0].answers = answer_rules::slack;
        state.subscribers[0].payload.format = payload_format::slack;
        const post_response rejected = answered(400, {}, "invalid_blocks");

        const auto digest = state.after(rejected, message_with({delivery(1), delivery(2)}));
        CHECK(digest.fallback_form == payload_form::single);
        CHECK(digest.records.at(0).is_extra);
        CHECK(digest.records.at(0).due_at == ended);

        const auto single = state.after(rejected, message_with({delivery(1)}, payload_form::single));
        CHECK(single.fallback_form == payload_form::text_only);

        const auto text = state.after(rejected, message_with({delivery(1)}, payload_form::text_only));
        CHECK_FALSE(text.fallback_form);
        CHECK(text.records.at(0).next == delivery_state::exhausted);
        CHECK_FALSE(text.health);
    }

    TEST_CASE("a retry keeps the form that the failed attempt had")
    {
        const auto effects =
            desk_and_watch{}.after(answered(503), message_with({delivery(1)}, payload_form::text_only));
        CHECK(effects.fallback_form == payload_form::text_only);
    }

    TEST_CASE("a certificate is reported when it changes, and warned of within 14 days of its end")
    {
        desk_and_watch state;
        post_response response = answered(200);
        response.certificate_expires_at = ended + std::chrono::days{14};
        CHECK(state.after(response).certificate_expires_at == response.certificate_expires_at);
        CHECK(state.after(response).notices.empty());

        response.certificate_expires_at = ended + std::chrono::days{14} - 1s;
        CHECK(state.after(response).notices == notices{attempt_notice::certificate_expires});

        state.certificate_expires_at = response.certificate_expires_at;
        CHECK_FALSE(state.after(response).certificate_expires_at);
        CHECK(state.after(response).notices.empty());
    }
}
