#include "defectd/collect/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp now = *parse_rfc3339("2026-11-23T11:00:00Z");
const date order_day = *parse_iso_date("2026-10-20");
const report_scope us_mfn{"acme", "ATVPDKIKX0DER", fulfillment::mfn};

report report_with(int defects, timestamp at = now)
{
    report current;
    current.sha256 = "abc";
    current.time = at;
    current.collected_at = at;
    current.rows = static_cast<std::uint64_t>(defects);
    current.covers.set();
    for (int i = 0; i < defects; ++i)
        current.defects.push_back(
            {{"order-" + std::to_string(i), defect_type::chargeback}, order_day, "X", {}});
    return current;
}

report_origin origin_at(std::int64_t time_ns)
{
    return {"reports", us_mfn, "/r/a.csv", file_mark{1, 2, time_ns, 10}, report_stamp{time_ns, "a.csv"}};
}

rejection rejected(rejection_code code, std::string sha256)
{
    rejection why;
    why.code = code;
    why.message = "what is wrong and the cure";
    why.line = 7;
    why.sha256 = std::move(sha256);
    return why;
}

subscriber_config wanting(std::string name, std::vector<std::string> events)
{
    subscriber_config subscriber;
    subscriber.name = std::move(name);
    subscriber.filter.events = std::move(events);
    return subscriber;
}

std::vector<std::string> types_of(const collection_plan& plan)
{
    std::vector<std::string> types;
    for_each_event(plan.commit, [&](const event& ev) { types.push_back(ev.type); });
    return types;
}

scope_memory memory_after(const collection_plan& plan)
{
    return {plan.commit.record, plan.commit.rows, plan.commit.expected_version + 1};
}

collection_plan plan_good(const scope_memory& memory, const report& current, std::int64_t time_ns = 1,
                          std::span<const subscriber_config> subscribers = {})
{
    return plan_good_report(memory, current, origin_at(time_ns), {}, quarantine_release::by_rule, subscribers,
                            now);
}

}  // namespace

TEST_SUITE("collect/plan")
{
    TEST_CASE("a first report records a baseline and remembers the file, its stamp and the time")
    {
        scope_memory memory;
        memory.version = 4;
        const collection_plan plan = plan_good(memory, report_with(2), 5);
        CHECK(plan.outcome == report_outcome::baseline);
        CHECK(types_of(plan) == std::vector<std::string>{"baseline.recorded"});
        CHECK(plan.commit.rows.size() == 2);
        CHECK(plan.commit.expected_version == 4);
        CHECK(plan.commit.files == std::vector{file_mark{1, 2, 5, 10}});
        CHECK(plan.commit.record.scope == us_mfn);
        CHECK(plan.commit.record.last_applied == report_stamp{5, "a.csv"});
        CHECK(plan.commit.record.last_good_at == now);
        CHECK(plan.counts.orders == 2);
    }

    TEST_CASE("each event goes to the subscribers that want it, and to no other")
    {
        const std::vector<subscriber_config> subscribers{wanting("defects", {"defect.*"}),
                                                         wanting("all", {"*"}), wanting("none", {"ping.*"})};
        const collection_plan first = plan_good({}, report_with(1), 1, subscribers);
        REQUIRE(first.commit.events.size() == 1);
        CHECK(first.commit.events[0].subscribers == std::vector<std::string>{"all"});
        const collection_plan second = plan_good(memory_after(first), report_with(2), 2, subscribers);
        const defect_news& news = second.commit.news;
        REQUIRE(news.changes.size() == 1);
        CHECK(news.audiences.at(news.changes[0].audience) == std::vector<std::string>{"defects", "all"});
    }

    TEST_CASE("a report that changes nothing writes no row; one that ends an absence writes that row")
    {
        scope_memory memory = memory_after(plan_good({}, report_with(10)));
        CHECK(plan_good(memory, report_with(10), 2).commit.rows.empty());
        memory.defects[7].missed = 1;
        memory.defects[7].missing_since = now;
        const collection_plan ends_absence = plan_good(memory, report_with(10), 2);
        REQUIRE(ends_absence.commit.rows.size() == 1);
        CHECK(ends_absence.commit.rows[0].key == memory.defects[7].key);
        CHECK(ends_absence.commit.rows[0].missed == 0);
        CHECK(event_count_of(ends_absence.commit) == 0);
    }

    TEST_CASE("a rejection emits collection.failed once per report and changes no row")
    {
        const scope_memory memory = memory_after(plan_good({}, report_with(2)));
        const rejection why = rejected(rejection_code::truncated, "sha-a");
        const collection_plan first = plan_rejected_report(memory, why, origin_at(2), {}, now);
        CHECK(types_of(first) == std::vector<std::string>{"collection.failed"});
        CHECK(first.commit.rows.empty());
        CHECK(first.commit.record.last_applied == memory.record.last_applied);
        CHECK(first.commit.events[0].event.body.find(R"("reason":"truncated")") != std::string::npos);

        scope_memory failing = memory;
        failing.record = first.commit.record;
        failing.rejected = {first.commit.rejected};
        CHECK(types_of(plan_rejected_report(failing, why, origin_at(3), {}, now)).empty());
        const rejection next = rejected(rejection_code::truncated, "sha-b");
        const collection_plan other = plan_rejected_report(failing, next, origin_at(4), {}, now);
        CHECK(types_of(other) == std::vector<std::string>{"collection.failed"});
        CHECK(other.commit.events[0].event.id != first.commit.events[0].event.id);
    }

    TEST_CASE("a file that cannot be read emits an event when the reason changes, not at each try")
    {
        const rejection unreadable = rejected(rejection_code::unreadable, "");
        const collection_plan first = plan_rejected_report({}, unreadable, origin_at(1), {}, now);
        CHECK(event_count_of(first.commit) == 1);
        scope_memory failing;
        failing.record = first.commit.record;
        CHECK(event_count_of(plan_rejected_report(failing, unreadable, origin_at(1), {}, now).commit) == 0);
    }

    TEST_CASE("the first good report after a failure emits collection.recovered once")
    {
        const rejection why = rejected(rejection_code::html, "sha-a");
        scope_memory memory = memory_after(plan_good({}, report_with(2)));
        memory.record = plan_rejected_report(memory, why, origin_at(2), {}, now).commit.record;
        const collection_plan good = plan_good(memory, report_with(2), 3);
        CHECK(types_of(good) == std::vector<std::string>{"collection.recovered"});
        memory.record = good.commit.record;
        CHECK(types_of(plan_good(memory, report_with(2), 4)).empty());
    }

    TEST_CASE("a quarantine emits one event, whose message says how to release it")
    {
        const scope_memory memory = memory_after(plan_good({}, report_with(10)));
        const collection_plan held = plan_good(memory, report_with(1, now + 1min), 2);
        CHECK(held.outcome == report_outcome::quarantined);
        REQUIRE(types_of(held) == std::vector<std::string>{"collection.quarantined"});
        CHECK(held.commit.events[0].event.body.find("--accept") != std::string::npos);
    }

    TEST_CASE("a quarantined report that a person accepts is applied")
    {
        const scope_memory memory = memory_after(plan_good({}, report_with(10)));
        const collection_plan held = plan_good(memory, report_with(1, now + 1min), 2);
        scope_memory after = memory;
        after.record = held.commit.record;
        for (const tracked_defect& row : held.commit.rows)
            *std::ranges::find(after.defects, row.key, &tracked_defect::key) = row;
        const collection_plan released = plan_good_report(after, report_with(1, now + 2min), origin_at(2), {},
                                                          quarantine_release::manual, {}, now + 2min);
        CHECK(released.outcome == report_outcome::applied);
        const auto types = types_of(released);
        CHECK(std::ranges::count(types, "defect.cleared") == 9);
    }
}
