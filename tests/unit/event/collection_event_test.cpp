#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "defectd/event/event.hpp"
#include "support/event_samples.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

collection_problem truncated_file()
{
    return {.type = event_type::collection_failed,
            .source = "acme-us-mfn",
            .scope = parts_of(acme_facts().scope),
            .reason = "truncated",
            .message = "the last line ends early; collect the report again",
            .file = "/srv/reports/acme.csv",
            .line = 7,
            .sequence = 3,
            .now = at("2026-11-23T11:00:00Z")};
}

}  // namespace

TEST_SUITE("event/collection_event")
{
    TEST_CASE("the body of baseline.recorded, byte for byte")
    {
        const defect_counts counts{.orders = 5, .by_type = {3, 2, 1}};
        const event ev = make_baseline_event(counts, acme_facts());
        CHECK(ev.body ==
              R"({"type":"baseline.recorded","timestamp":"2026-11-23T11:00:00.123Z",)"
              R"("data":{"account":"acme","marketplace_id":"ATVPDKIKX0DER","fulfillment":"MFN",)"
              R"("source":"acme-us-mfn",)"
              R"("report":{"sha256":"0000000000000000000000000000000000000000000000000000000000000000",)"
              R"("collected_at":"2026-11-23T10:59:59.500Z","rows":12},)"
              R"("window":{"from":"2026-09-10","to":"2026-11-08","derived":true},)"
              R"("counts":{"orders":5,"negative_feedback":3,"a_to_z_claim":2,"chargeback":1}}})");
        CHECK(ev.type == "baseline.recorded");
        CHECK(ev.channel == fulfillment::mfn);
        CHECK_FALSE(ev.type_of_defect);
    }

    TEST_CASE("the body of collection.failed, byte for byte")
    {
        CHECK(make_collection_event(truncated_file()).body ==
              R"({"type":"collection.failed","timestamp":"2026-11-23T11:00:00.000Z",)"
              R"("data":{"source":"acme-us-mfn","account":"acme","marketplace_id":"ATVPDKIKX0DER",)"
              R"("fulfillment":"MFN","reason":"truncated",)"
              R"("message":"the last line ends early; collect the report again",)"
              R"("file":"/srv/reports/acme.csv","line":7}})");
    }

    TEST_CASE("an event about a source has null for the parts that its path does not name")
    {
        collection_problem problem = truncated_file();
        problem.about = collection_subject::source;
        problem.scope = {{}, "ATVPDKIKX0DER", {}};
        const event ev = make_collection_event(problem);
        CHECK(ev.body.find(R"("account":null,"marketplace_id":"ATVPDKIKX0DER","fulfillment":null,)") !=
              std::string::npos);
        CHECK_FALSE(ev.account);
        CHECK(ev.marketplace_id == "ATVPDKIKX0DER");
        CHECK_FALSE(ev.channel);
    }

    TEST_CASE("all collection events have the same members, null where the value is not known")
    {
        for (const std::string_view type : {event_type::collection_failed, event_type::collection_recovered,
                                            event_type::collection_quarantined}) {
            collection_problem problem = truncated_file();
            problem.type = type;
            problem.scope.channel = fulfillment::all;
            problem.reason.clear();
            problem.message.clear();
            problem.file.clear();
            problem.line = 0;
            CHECK(make_collection_event(problem).body ==
                  R"({"type":")" + std::string(type) +
                      R"(","timestamp":"2026-11-23T11:00:00.000Z","data":{"source":"acme-us-mfn",)"
                      R"("account":"acme","marketplace_id":"ATVPDKIKX0DER","fulfillment":"ALL",)"
                      R"("reason":null,"message":null,"file":null,"line":null}})");
        }
    }

    TEST_CASE("a hostile file name is cut, made UTF-8, and never too large")
    {
        for (const char hostile : {'\x01', '\xFF', '\x80', '"', '\\'}) {
            CAPTURE(static_cast<int>(hostile));
            collection_problem problem = truncated_file();
            problem.reason = std::string(100'000, hostile);
            problem.message = std::string(100'000, hostile);
            problem.file = std::string(100'000, hostile);
            problem.scope.account = std::string(255, hostile);
            problem.source = std::string(255, hostile);
            const event ev = make_collection_event(problem);
            CHECK(ev.body.size() <= max_body_bytes);
            boost::json::error_code error;
            boost::json::parse(ev.body, error);
            CHECK_FALSE(error);
        }
    }
}
