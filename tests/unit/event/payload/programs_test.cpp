// The formats that programs read: standard, CloudEvents, PagerDuty.
#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include <map>
#include <set>

#include "defectd/event/payload.hpp"
#include "payload/plain_text.hpp"
#include "support/payload_samples.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

payload made(payload_format format, const sample_event& sample,
             cloudevents_mode mode = cloudevents_mode::structured)
{
    payload_rules rules;
    rules.format = format;
    rules.mode = mode;
    rules.routing_key = secret("R0UTINGKEY");
    return make_payload(rules, sample.stored());
}

boost::json::object call(const sample_event& sample)
{
    return boost::json::parse(made(payload_format::pagerduty, sample).body).as_object();
}

std::string key(const sample_event& sample)
{
    return call(sample).at("dedup_key").as_string().c_str();
}

sample_event defect_of(const std::string& account, const std::string& order)
{
    return {"defect.created", R"({"account":")" + account + R"(","marketplace_id":"M","order_id":")" + order +
                                  R"(","defect_type":"chargeback"})"};
}

}  // namespace

TEST_SUITE("event/payload/programs")
{
    TEST_CASE("the standard format is the stored body, byte for byte")
    {
        for (const sample_event& each : one_of_each()) {
            const payload sent = made(payload_format::standard, each);
            CHECK(sent.body == each.body);
            CHECK(sent.content_type == "application/json");
            CHECK(sent.headers.empty());
        }
    }

    TEST_CASE("a structured CloudEvent, byte for byte; numbers are copied verbatim")
    {
        const sample_event rate("odr.threshold_crossed",
                                R"({"account":"a b","marketplace_id":"M","odr":{"rate":0.00000857}})");
        const payload sent = made(payload_format::cloudevents, rate);
        CHECK(sent.content_type == "application/cloudevents+json");
        CHECK(sent.headers.empty());
        CHECK(sent.body ==
              R"({"specversion":"1.0","id":"evt_00000000000000000000000000",)"
              R"("source":"/defectd/accounts/a%20b/marketplaces/M","type":"odr.threshold_crossed",)"
              R"("time":"2026-11-23T11:00:00.123Z","datacontenttype":"application/json",)"
              R"("data":{"account":"a b","marketplace_id":"M","odr":{"rate":0.00000857}}})");
    }

    TEST_CASE("the subject is the order; an event without an order has no subject")
    {
        const auto of_claim =
            boost::json::parse(made(payload_format::cloudevents, defect_sample(change_kind::created)).body);
        CHECK(of_claim.at("subject") == "114-9015286-0066649");
        CHECK(of_claim.at("source") == "/defectd/accounts/acme/marketplaces/ATVPDKIKX0DER");
        const sample_event ping(make_ping_event("s", "n", acme_facts().now));
        const auto of_ping = boost::json::parse(made(payload_format::cloudevents, ping).body).as_object();
        CHECK(!of_ping.contains("subject"));
        CHECK(of_ping.at("source") == "/defectd");
    }

    TEST_CASE("in binary mode the body is the data and the attributes are headers in printable ASCII")
    {
        const sample_event odd(
            "defect.created",
            R"({"account":"a b","order_id":"1 \"2\" 100% \u00e4\u0001","marketplace_id":"M"})");
        const payload sent = made(payload_format::cloudevents, odd, cloudevents_mode::binary);
        CHECK(sent.content_type == "application/json");
        CHECK(sent.body ==
              R"({"account":"a b","order_id":"1 \"2\" 100% \u00e4\u0001","marketplace_id":"M"})");
        const std::map<std::string, std::string> headers(sent.headers.begin(), sent.headers.end());
        CHECK(headers == std::map<std::string, std::string>{
                             {"ce-specversion", "1.0"},
                             {"ce-id", odd.id},
                             {"ce-source", "/defectd/accounts/a%2520b/marketplaces/M"},
                             {"ce-type", "defect.created"},
                             {"ce-time", "2026-11-23T11:00:00.123Z"},
                             {"ce-subject", "1%20%222%22%20100%25%20%C3%A4"},
                         });
    }

    TEST_CASE("the data of a body is found even when texts in it look like it")
    {
        const sample_event tricky("defect.created", R"({"order_id":"\"data\":1","account":"\"data\":{}"})");
        const payload sent = made(payload_format::cloudevents, tricky, cloudevents_mode::binary);
        CHECK(sent.body == R"({"order_id":"\"data\":1","account":"\"data\":{}"})");
    }

    TEST_CASE("a new claim triggers an alert with all its members")
    {
        const sample_event sample = defect_sample(change_kind::created);
        const boost::json::object sent = call(sample);
        CHECK(sent.at("routing_key") == "R0UTINGKEY");
        CHECK(sent.at("event_action") == "trigger");
        CHECK(sent.at("dedup_key") == "defectd/acme/ATVPDKIKX0DER/114-9015286-0066649/a_to_z_claim");
        CHECK(sent.at("links").at(0).at("href") ==
              "https://sellercentral.amazon.com/orders-v3/order/114-9015286-0066649");
        const auto& alert = sent.at("payload");
        CHECK(alert.at("summary") ==
              "New A-to-z claim on order 114-9015286-0066649, acme (US): answer by 2026-11-25 11:00 UTC");
        CHECK(alert.at("severity") == "error");
        CHECK(alert.at("source") == "acme-us-mfn");
        CHECK(alert.at("timestamp") == "2026-11-23T11:00:00.123Z");
        CHECK(alert.at("custom_details") == boost::json::parse(sample.body).at("data"));
        CHECK(made(payload_format::pagerduty, sample).body.find("\"rate\":0.00857,") != std::string::npos);
    }

    TEST_CASE("the event that ends a problem resolves the alert of the problem")
    {
        const std::string opened = key(defect_sample(change_kind::created));
        for (const change_kind kind : {change_kind::cleared, change_kind::expired}) {
            const boost::json::object sent = call(defect_sample(kind));
            CHECK(sent.at("event_action") == "resolve");
            CHECK(key(defect_sample(kind)) == opened);
            CHECK(!sent.contains("payload"));
        }
        CHECK(call(defect_sample(change_kind::updated)).at("event_action") == "trigger");
        CHECK(key(defect_sample(change_kind::updated)) == opened);

        const std::string failing = key(collection_sample("collection.failed", "m"));
        CHECK(key(collection_sample("collection.stale", "m")) == failing);
        CHECK(key(collection_sample("collection.recovered")) == failing);
        CHECK(call(collection_sample("collection.recovered")).at("event_action") == "resolve");

        CHECK(key(rate_sample("critical", "down")) == key(rate_sample("critical", "up")));
        CHECK(call(rate_sample("critical", "down")).at("event_action") == "resolve");
        CHECK(key(rate_sample("warn", "up")) != key(rate_sample("critical", "up")));
    }

    TEST_CASE("different subjects have different alerts")
    {
        CHECK(key(defect_of("a", "b/c")) != key(defect_of("a/b", "c")));
        CHECK(key(defect_of("a", std::string(300, 'x'))) != key(defect_of("a", std::string(301, 'x'))));
        std::set<std::string> keys;
        for (const sample_event& each : one_of_each())
            keys.insert(key(each));
        // A claim (four events), chargeback, feedback, baseline, collection (four), rates (two), one for each rest.
        CHECK(keys.size() == 3 + 1 + 1 + 2 + 4);
    }

    TEST_CASE("severities are written in PagerDuty's words")
    {
        for (const sample_event& each : one_of_each()) {
            const boost::json::object sent = call(each);
            if (sent.at("event_action") == "resolve")
                continue;
            const std::string word = sent.at("payload").at("severity").as_string().c_str();
            CAPTURE(each.type);
            CHECK(std::set<std::string>{"critical", "error", "warning", "info"}.contains(word));
        }
        CHECK(call(rate_sample("critical", "up")).at("payload").at("severity") == "critical");
        CHECK(call(defect_sample(change_kind::created, feedback)).at("payload").at("severity") == "warning");
    }

    TEST_CASE("summary, key and source keep PagerDuty's limits")
    {
        const std::string long_text(3'000, 'x');
        const sample_event huge("defect.created", R"({"account":")" + long_text + R"(","order_id":")" +
                                                      long_text + R"(","source":")" + long_text + "\"}");
        const boost::json::object sent = call(huge);
        CHECK(sent.at("dedup_key").as_string().size() <= 255);
        CHECK(payloads::units(sent.at("payload").at("summary").as_string()) == 1024);
        CHECK(payloads::units(sent.at("payload").at("source").as_string()) == 255);
    }

    TEST_CASE("each format has a name and its capabilities")
    {
        struct row {
            payload_format format;
            std::string_view name;
            bool folds;
            bool text;
        };
        const row rows[] = {
            {payload_format::standard, "standard", false, false},
            {payload_format::cloudevents, "cloudevents", false, false},
            {payload_format::slack, "slack", true, true},
            {payload_format::teams, "teams", true, false},
            {payload_format::discord, "discord", true, false},
            {payload_format::pagerduty, "pagerduty", false, false},
        };
        for (const row& r : rows) {
            CAPTURE(r.name);
            CHECK(name_of(r.format) == r.name);
            CHECK(can_fold(r.format) == r.folds);
            CHECK(has_text_form(r.format) == r.text);
        }
    }
}
