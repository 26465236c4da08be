#include <doctest/doctest.h>

#include <algorithm>

#include "chat_limits.hpp"
#include "hostile.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

payload_rules rules_of(payload_format format)
{
    payload_rules rules;
    rules.format = format;
    return rules;
}

std::vector<stored_event> stored(const std::vector<sample_event>& samples)
{
    std::vector<stored_event> events;
    events.reserve(samples.size());
    for (const sample_event& each : samples)
        events.push_back(each.stored());
    return events;
}

std::string order_number(std::size_t number)
{
    std::string digits = std::to_string(number);
    return "114-0000000-" + std::string(7 - digits.size(), '0') + digits;
}

std::vector<sample_event> claims(std::size_t count)
{
    std::vector<sample_event> made;
    for (std::size_t i = 0; i < count; ++i) {
        defect_change change = claim_change(change_kind::created);
        change.defect.key.order_id = order_number(i);
        made.emplace_back(make_defect_event(change, acme_facts()));
    }
    return made;
}

bool holds(const folded_payload& folded, const std::string& text)
{
    return folded.content.body.find(text) != std::string::npos;
}

}  // namespace

TEST_SUITE("event/payload/fold")
{
    TEST_CASE("a digest has one line with a link per claim, in their order")
    {
        const std::vector<sample_event> samples = claims(3);
        for (const payload_format format : chats) {
            CAPTURE(name_of(format));
            const folded_payload folded = fold(rules_of(format), stored(samples));
            CHECK(folded.event_count == 3);
            CHECK(folded.content.content_type == "application/json");
            CHECK(holds(folded, "3 new defects, acme (US)"));
            CHECK(holds(folded, "answer by 2026-11-25 11:00 UTC"));
            std::size_t last = 0;
            for (std::size_t i = 0; i < 3; ++i) {
                const std::size_t found = folded.content.body.find("/orders-v3/order/" + order_number(i));
                REQUIRE(found != std::string::npos);
                CHECK(found > last);
                last = found;
            }
        }
    }

    TEST_CASE("one event makes a single message, not a digest")
    {
        const sample_event only = defect_sample(change_kind::created);
        for (const payload_format format : chats) {
            const folded_payload folded = fold(rules_of(format), std::vector{only.stored()});
            CHECK(folded.event_count == 1);
            CHECK(folded.content.body == make_payload(rules_of(format), only.stored()).body);
        }
    }

    TEST_CASE("the title of a digest names the type and account that its events share")
    {
        std::vector<sample_event> samples = {defect_sample(change_kind::cleared),
                                             defect_sample(change_kind::cleared)};
        CHECK(holds(fold(rules_of(payload_format::teams), stored(samples)), "2 cleared defects, acme (US)"));
        samples.push_back(defect_sample(change_kind::created));
        const folded_payload mixed = fold(rules_of(payload_format::teams), stored(samples));
        CHECK(holds(mixed, "\"3 events, acme (US)\""));
        CHECK(holds(mixed, R"("style":"attention")"));  // of the most urgent
        samples.push_back(sample_event(make_ping_event("s", "n", acme_facts().now)));
        CHECK(holds(fold(rules_of(payload_format::teams), stored(samples)), "\"4 events\""));
    }

    TEST_CASE("the operator's line is used for each event of a digest")
    {
        payload_rules rules = rules_of(payload_format::slack);
        rules.wording.line = "*{order_id}* until {due}";
        const folded_payload folded = fold(rules, stored(claims(2)));
        CHECK(holds(folded, "*" + order_number(1) + "* until 2026-11-25 11:00 UTC"));
    }

    TEST_CASE("a digest contains as many events as fit, and the next one starts after them")
    {
        const std::vector<sample_event> samples = claims(500);
        for (const payload_format format : chats) {
            CAPTURE(name_of(format));
            const folded_payload folded = fold(rules_of(format), stored(samples));
            CHECK(folded.event_count >= 20);
            CHECK(folded.event_count < samples.size());
            CHECK(holds(folded, std::to_string(folded.event_count) + " new defects"));
            CHECK(holds(folded, order_number(folded.event_count - 1)));
            CHECK(!holds(folded, order_number(folded.event_count)));
            check_limits(format, folded.content.body);
        }
    }

    TEST_CASE("digests lose no event, keep the order and keep the receiver's limits")
    {
        hostile_events random(7);
        for (int round = 0; round < 4; ++round) {
            std::vector<sample_event> samples;
            samples.reserve(40);
            for (int i = 0; i < 40; ++i)
                samples.push_back(random.next());
            const std::vector<stored_event> events = stored(samples);
            for (const payload_format format : chats) {
                CAPTURE(name_of(format));
                std::size_t event_count = 0;
                while (event_count < events.size()) {
                    const std::span<const stored_event> rest = std::span(events).subspan(event_count);
                    const folded_payload folded = fold(rules_of(format), rest);
                    REQUIRE(folded.event_count >= 1);
                    REQUIRE(folded.event_count <= rest.size());
                    check_limits(format, folded.content.body);
                    // What fits does not depend on what comes after it.
                    CHECK(fold(rules_of(format), rest.first(folded.event_count)).content.body ==
                          folded.content.body);
                    event_count += folded.event_count;
                }
                CHECK(event_count == events.size());
            }
        }
    }

    TEST_CASE("the id of a message is the id of its event, or derived from the ids of several")
    {
        const std::vector<std::string> ids = {"evt_a", "evt_b", "evt_c"};
        CHECK(message_id(std::span(ids).first(1)) == "evt_a");
        const std::string both = message_id(std::span(ids).first(2));
        CHECK(both.starts_with("msg_"));
        CHECK(both.size() == 30);
        CHECK(both == message_id(std::vector<std::string>{"evt_a", "evt_b"}));
        CHECK(both != message_id(ids));
        CHECK(both != message_id(std::vector<std::string>{"evt_b", "evt_a"}));
        CHECK(message_id(std::vector<std::string>{"ab", "c"}) !=
              message_id(std::vector<std::string>{"a", "bc"}));
        CHECK(both == "msg_043kbgb50bjja1vhzk9p9zc4v2");
    }
}
