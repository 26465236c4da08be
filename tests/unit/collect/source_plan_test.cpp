#include "source_plan.hpp"

#include <doctest/doctest.h>

using namespace defectd;

namespace {

const timestamp now = *parse_rfc3339("2026-11-23T11:00:00Z");
const report_scope acme{"acme", "ATVPDKIKX0DER", fulfillment::mfn};

subscriber_config of_accounts(std::string name, std::vector<std::string> accounts)
{
    subscriber_config subscriber;
    subscriber.name = std::move(name);
    subscriber.filter.events = {"*"};
    subscriber.filter.accounts = std::move(accounts);
    return subscriber;
}

source_config open_source()
{
    source_config source;
    source.name = "all-accounts";
    source.marketplace_id = "ATVPDKIKX0DER";
    return source;
}

source_memory memory_of(std::vector<report_scope> scopes)
{
    return {.record = {.name = "all-accounts", .failing_reason = {}, .event_count = 4},
            .scopes = std::move(scopes)};
}

}  // namespace

TEST_SUITE("collect/source_plan")
{
    TEST_CASE("a failing source emits one event with its next number, and null for what its path leaves open")
    {
        const source_commit first = plan_failing_source(memory_of({}), open_source(), "gone", {}, now);
        REQUIRE(first.events.size() == 1);
        CHECK(first.record ==
              source_record{.name = "all-accounts", .failing_reason = "unreadable", .event_count = 5});
        CHECK(
            first.events[0].event.body.find(
                R"("account":null,"marketplace_id":"ATVPDKIKX0DER","fulfillment":null,"reason":"unreadable")") !=
            std::string::npos);
    }

    TEST_CASE("a subscriber of certain accounts receives the event only if the source has a scope of them")
    {
        const std::vector<subscriber_config> subscribers{
            of_accounts("all", {"*"}), of_accounts("acme", {"acme"}), of_accounts("globs", {"g*", "ac*"}),
            of_accounts("globex", {"globex"})};
        const auto routed_to = [&](std::vector<report_scope> scopes, source_config source) {
            return plan_failing_source(memory_of(std::move(scopes)), source, "gone", subscribers, now)
                .events.at(0)
                .subscribers;
        };
        using names = std::vector<std::string>;
        CHECK(routed_to({}, open_source()) == names{"all"});
        CHECK(routed_to({acme}, open_source()) == names{"all", "acme", "globs"});
        source_config fixed = open_source();
        fixed.account = "globex";
        CHECK(routed_to({}, fixed) == names{"all", "globs", "globex"});
    }

    TEST_CASE(
        "the first good report emits the recovery before its own events, to the subscribers of its scope")
    {
        const std::vector<subscriber_config> subscribers{of_accounts("acme", {"acme"}),
                                                         of_accounts("globex", {"globex"})};
        source_memory failing = memory_of({});
        failing.record.failing_reason = "unreadable";
        collection_plan plan;
        plan.commit.record.scope = acme;
        plan.commit.now = now;
        plan.commit.events.emplace_back();
        add_source_recovery(plan, failing, open_source(), subscribers);
        REQUIRE(plan.commit.events.size() == 2);
        CHECK(plan.commit.events[0].event.type == "collection.recovered");
        CHECK(plan.commit.events[0].subscribers == std::vector<std::string>{"acme"});
        CHECK(plan.commit.speaker ==
              source_record{.name = "all-accounts", .failing_reason = {}, .event_count = 5});
    }
}
