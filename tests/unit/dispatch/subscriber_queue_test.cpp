#include "subscriber_queue.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp now = *parse_rfc3339("2026-11-23T11:00:00Z");

subscriber_config desk(int concurrency = 2)
{
    subscriber_config subscriber;
    subscriber.name = "desk";
    subscriber.concurrency = concurrency;
    return subscriber;
}

subscriber_config chat(duration window, int max_events)
{
    subscriber_config subscriber = desk();
    subscriber.payload.format = payload_format::slack;
    subscriber.digest = digest_rules{window, max_events};
    return subscriber;
}

claimed_delivery delivery(std::int64_t id, timestamp event_at = now)
{
    claimed_delivery each;
    each.id = id;
    each.subscriber = "desk";
    each.event_id = "evt_" + std::to_string(id);
    each.event_type = "defect.created";
    each.body = R"({"type":"defect.created","timestamp":"2026-11-23T11:00:00.000Z","data":{}})";
    each.event_at = event_at;
    return each;
}

void push(subscriber_queue& queue, int count)
{
    for (int id = 1; id <= count; ++id)
        queue.push(delivery(id));
}

}  // namespace

TEST_SUITE("dispatch/subscriber queue")
{
    TEST_CASE("messages start in the order of the deliveries, up to the concurrency")
    {
        const subscriber_config subscriber = desk(2);
        subscriber_queue queue(subscriber, 0);
        CHECK_FALSE(queue.can_start(now));
        push(queue, 3);
        CHECK(queue.start(now).id == "evt_1");
        CHECK(queue.start(now).id == "evt_2");
        CHECK(queue.in_flight() == 2);
        CHECK(queue.prefetched() == 1);
        CHECK_FALSE(queue.can_start(now));
        queue.end();
        CHECK(queue.start(now).id == "evt_3");
    }

    TEST_CASE("a queue claims three times its concurrency, less what is in flight, prefetched or requested")
    {
        const subscriber_config subscriber = desk(4);
        subscriber_queue queue(subscriber, 0);
        CHECK(queue.claim_demand(now).wants == 12);
        push(queue, 3);
        const message first = queue.start(now);
        queue.request(2);
        CHECK(queue.claim_demand(now).held == 5);
        CHECK(queue.claim_demand(now).wants == 7);
        queue.end_request();
        CHECK(queue.claim_demand(now).wants == 9);
    }

    TEST_CASE("a queue whose head in the store is not due yet claims nothing and wakes when it is")
    {
        const subscriber_config subscriber = desk();
        subscriber_queue queue(subscriber, 0);
        queue.set_next_due(now + 10s);
        CHECK(queue.claim_demand(now).wants == 0);
        CHECK(queue.wakes_at(now) == now + 10s);
        CHECK(queue.claim_demand(now + 10s).wants > 0);
        queue.set_next_due(std::nullopt);
        CHECK(queue.claim_demand(now + 10s).wants == 0);
        CHECK_FALSE(queue.wakes_at(now));
    }

    TEST_CASE("a failing subscriber has one slot, a disabled, paused or held one none")
    {
        const subscriber_config subscriber = desk(4);
        subscriber_queue queue(subscriber, 0);
        CHECK(queue.slots(now) == 4);
        subscriber_health failing;
        failing.failing_since = now;
        queue.set_health(failing);
        CHECK(queue.slots(now) == 1);
        CHECK(queue.attempt_demand(now).is_failing);
        queue.set_health(disabled_by_hand({}, now));
        CHECK(queue.slots(now) == 0);
        CHECK_FALSE(queue.attempt_demand(now).takes_part);
        subscriber_health paused;
        paused.is_paused = true;
        queue.set_health(paused);
        CHECK(queue.slots(now) == 0);
        subscriber_health held;
        held.held_until = now + 60s;
        queue.set_health(held);
        CHECK(queue.slots(now) == 0);
        CHECK(queue.attempt_demand(now).takes_part);
        CHECK(queue.wakes_at(now) == now + 60s);
        CHECK(queue.slots(now + 60s) == 4);
    }

    TEST_CASE("a subscriber that is not enabled in the configuration has no slot")
    {
        subscriber_config subscriber = desk();
        subscriber.enabled = false;
        subscriber_queue queue(subscriber, 0);
        push(queue, 1);
        CHECK(queue.slots(now) == 0);
        CHECK_FALSE(queue.can_start(now));
        CHECK_FALSE(queue.wakes_at(now));
    }

    TEST_CASE("a rate limit lets its burst start, and the next message when a token is back")
    {
        subscriber_config subscriber = desk(10);
        subscriber.limit = rate_limit{2, 10s};
        subscriber_queue queue(subscriber, 0);
        queue.set_next_due(std::nullopt);
        push(queue, 3);
        const message first = queue.start(now);
        const message second = queue.start(now);
        CHECK_FALSE(queue.can_start(now));
        CHECK(queue.wakes_at(now) == now + 5s);
        CHECK(queue.can_start(now + 5s));
    }

    TEST_CASE("a digest starts when it is full, or when the window of its oldest event ends")
    {
        const subscriber_config subscriber = chat(30s, 3);
        subscriber_queue queue(subscriber, 0);
        queue.set_next_due(std::nullopt);
        queue.push(delivery(1, now - 10s));
        queue.push(delivery(2, now - 20s));
        CHECK_FALSE(queue.can_start(now));
        CHECK(queue.wakes_at(now) == now + 10s);
        CHECK(queue.can_start(now + 10s));
        queue.push(delivery(3));
        CHECK(queue.can_start(now));
        CHECK(queue.start(now).deliveries.size() == 3);
        CHECK(queue.prefetched() == 0);
    }

    TEST_CASE("an unfinished digest requests what it lacks in addition to whole ones")
    {
        const subscriber_config subscriber = chat(30s, 10);
        subscriber_queue queue(subscriber, 0);
        push(queue, 4);
        queue.request(2);
        CHECK(queue.deliveries_requested() == 26);
    }

    TEST_CASE("a delivery with a fallback form is sent alone in that form, before the others")
    {
        const subscriber_config subscriber = chat(30s, 2);
        subscriber_queue queue(subscriber, 0);
        queue.set_fallback_form(2, payload_form::text_only);
        queue.push(delivery(1));
        queue.push(delivery(2));
        const message next = queue.start(now);
        CHECK(next.form == payload_form::text_only);
        CHECK(next.id == "evt_2");
        CHECK_FALSE(queue.can_start(now));
    }

    TEST_CASE("a drained queue is empty, and its deliveries keep their fallback form when they return")
    {
        const subscriber_config subscriber = desk();
        subscriber_queue queue(subscriber, 0);
        queue.set_fallback_form(2, payload_form::single);
        push(queue, 3);
        const std::vector<claimed_delivery> drained = queue.drain();
        CHECK(drained.size() == 3);
        CHECK(queue.prefetched() == 0);
        CHECK_FALSE(queue.can_start(now));
        push(queue, 3);
        CHECK(queue.start(now).form == payload_form::single);
    }

    TEST_CASE("the concurrency is what is configured, else what was learnt")
    {
        const subscriber_config configured = desk(3);
        subscriber_queue fixed(configured, 0);
        subscriber_config without = desk();
        without.concurrency.reset();
        subscriber_queue learning(without, 1);
        CHECK(learning.concurrency() == concurrency_limit::at_first);
        const load_sample overloaded{.outcome = load_sample::kind::overloaded,
                                     .started_at = now,
                                     .ended_at = now + 1s,
                                     .in_flight = 4};
        fixed.note_load(overloaded);
        learning.note_load(overloaded);
        CHECK(fixed.concurrency() == 3);
        CHECK(learning.concurrency() < concurrency_limit::at_first);
    }
}
