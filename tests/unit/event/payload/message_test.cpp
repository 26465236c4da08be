#include "payload/message.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "payload/words.hpp"
#include "support/payload_samples.hpp"

using namespace defectd;
using namespace defectd::payloads;
using namespace defectd::test;

namespace {

message described(const sample_event& sample)
{
    return message_of(sample.stored());
}

std::string fact(const message& msg, std::string_view label)
{
    const auto found = std::find_if(msg.facts.begin(), msg.facts.end(),
                                    [&](const labelled& each) { return each.label == label; });
    return found == msg.facts.end() ? "(none)" : found->value;
}

}  // namespace

TEST_SUITE("event/payload/message")
{
    TEST_CASE("the message of a new claim has the order, the deadline, the rate and the link")
    {
        const message claim = described(defect_sample(change_kind::created));
        CHECK(claim.level == severity::error);
        CHECK(claim.title == "New A-to-z claim on order 114-9015286-0066649");
        CHECK(claim.advice == "Answer the claim in Seller Central by 2026-11-25 11:00 UTC at the latest; if "
                              "unanswered, it is granted to the buyer and counts against your ODR.");
        CHECK(claim.line == claim.title + ", acme (US): answer by 2026-11-25 11:00 UTC");
        CHECK(claim.where.url == "https://sellercentral.amazon.com/orders-v3/order/114-9015286-0066649");
        CHECK(fact(claim, "Answer by") == "2026-11-25 11:00 UTC");
        CHECK(fact(claim, "Order defect rate") == "0.857 %, limit 1 % (12 of 1400 orders)");
        CHECK(fact(claim, "Account") == "acme (US)");
        CHECK(fact(claim, "Shipped by") == "seller");
        CHECK(fact(claim, "Other defects on this order") == "negative feedback");
        CHECK(fact(claim, "Report value") == "(none)");  // an X tells nothing
        CHECK(claim.origin == "acme-us-mfn, 2026-11-23 11:00 UTC");
    }

    TEST_CASE("each kind of change and each type of defect has its own title")
    {
        struct row {
            change_kind kind;
            defect_type type;
            severity level;
            std::string title;
        };
        const row rows[] = {
            {change_kind::created, chargeback, severity::error, "New chargeback on order "},
            {change_kind::created, feedback, severity::warning, "New negative feedback on order "},
            {change_kind::updated, claim, severity::error, "Changed: A-to-z claim on order "},
            {change_kind::cleared, claim, severity::good, "Cleared: A-to-z claim on order "},
            {change_kind::expired, feedback, severity::good,
             "No longer counted: negative feedback on order "},
        };
        std::set<std::string> advices;
        for (const row& r : rows) {
            CAPTURE(r.title);
            const message made = described(defect_sample(r.kind, r.type));
            CHECK(made.level == r.level);
            CHECK(made.title == r.title + "114-9015286-0066649");
            advices.insert(made.advice);
        }
        CHECK(advices.size() == 5);
    }

    TEST_CASE("the title of a defect that returned says so")
    {
        defect_change change = claim_change(change_kind::created);
        change.defect.episode = 2;
        CHECK(described(sample_event(make_defect_event(change, acme_facts()))).title ==
              "Back again: A-to-z claim on order 114-9015286-0066649");
    }

    TEST_CASE("the message of a closed defect asks for no action and has no deadline")
    {
        for (const change_kind kind : {change_kind::cleared, change_kind::expired}) {
            const message made = described(defect_sample(kind));
            CHECK(made.advice.ends_with("Nothing to do."));
            CHECK(made.line.find("answer by") == std::string::npos);
            CHECK(fact(made, "Answer by") == "(none)");
        }
    }

    TEST_CASE("the message of an update has the previous values")
    {
        CHECK(fact(described(defect_sample(change_kind::updated)), "Previously") == "value W");
    }

    TEST_CASE("feedback on an order that Amazon shipped has the advice to strike it through")
    {
        defect_change change = claim_change(change_kind::created);
        change.defect.key.type = feedback;
        change.defect.channel = fulfillment::afn;
        const message made = described(sample_event(make_defect_event(change, acme_facts())));
        CHECK(made.advice.find("strike it through") != std::string::npos);
        CHECK(fact(made, "Shipped by") == "Amazon");
    }

    TEST_CASE("an unknown rate is left out")
    {
        const sample_event plain(make_defect_event(claim_change(change_kind::created), acme_facts()));
        CHECK(fact(described(plain), "Order defect rate") == "(none)");
    }

    TEST_CASE("deadlines and rates are rounded down")
    {
        CHECK(minute_of("2026-11-25T11:00:59.999Z") == "2026-11-25 11:00 UTC");
        CHECK(minute_of("soon") == "soon");
        CHECK(percent(0.00857) == "0.857 %");
        CHECK(percent(0.01) == "1 %");
        CHECK(percent(0.0099999) == "0.999 %");
        CHECK(percent(0) == "0 %");
        CHECK(percent(0.00001) == "0.001 %");
        CHECK(percent(1) == "100 %");
    }

    TEST_CASE("the message of a failed collection has the reason and the consequence")
    {
        const message made = described(collection_sample("collection.failed", "the last line ends early"));
        CHECK(made.title == "No valid report from acme-us-mfn");
        CHECK(made.advice ==
              "the last line ends early. New defects will not be detected until a valid report "
              "arrives.");
        CHECK(fact(made, "File") == "/srv/reports/acme.csv, line 7");
        CHECK(described(collection_sample("collection.recovered")).level == severity::good);
    }

    TEST_CASE("a rate that rises over a threshold is urgent, one that falls below it is good")
    {
        CHECK(described(rate_sample("warn", "up")).level == severity::warning);
        CHECK(described(rate_sample("critical", "up")).level == severity::critical);
        CHECK(described(rate_sample("critical", "down")).level == severity::good);
        CHECK(described(rate_sample("warn", "up")).title == "Order defect rate over the warn level: 0.857 %");
    }

    TEST_CASE("messages about sending name the command that helps")
    {
        const std::vector<sample_event> all = one_of_each();
        for (const sample_event& each : all) {
            const message made = described(each);
            if (each.type == "subscriber.disabled")
                CHECK(made.advice.ends_with("defectd enable support-desk"));
            if (each.type == "delivery.exhausted")
                CHECK(made.advice.ends_with("defectd redeliver 42"));
        }
    }

    TEST_CASE("the message of an unknown event type has its name and its members")
    {
        const message made = described(one_of_each().back());
        CHECK(made.line == "account.status_changed, acme (US)");
        CHECK(fact(made, "status") == "AT_RISK");
        CHECK(fact(made, "n") == "3");
    }

    TEST_CASE("an invalid body still makes a message")
    {
        for (const std::string data : {"null", "[]", "{}", "{\"order_id\":7}", "{\"order_id\":", ""}) {
            CAPTURE(data);
            CHECK(!described(sample_event("defect.created", data)).title.empty());
            CHECK(!described(sample_event("x", data)).line.empty());
        }
        CHECK(!message_of({.id = "evt_1", .type = "defect.created", .at = {}, .body = ""}).title.empty());
    }

    TEST_CASE("an order of an unknown marketplace has no link")
    {
        const message made =
            described({"defect.created", R"({"marketplace_id":"NEW","order_id":"1","account":"a"})"});
        CHECK(made.where.url.empty());
        CHECK(made.where.text.empty());
        CHECK(made.account == "a (NEW)");
    }

    TEST_CASE("the fields of all events are the fields of a wording")
    {
        const auto known = wording_fields();
        std::set<std::string_view> used;
        for (const sample_event& each : one_of_each())
            for (const wording_field& field : described(each).fields) {
                used.insert(field.name);
                CHECK(!field.value.empty());
            }
        CHECK(used == std::set<std::string_view>(known.begin(), known.end()));
    }
}
