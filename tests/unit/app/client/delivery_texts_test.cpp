#include "client/delivery_texts.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

namespace defectd {
namespace {

namespace json = boost::json;

json::object delivery_in(const std::string& state, const std::string& attempts)
{
    return json::parse(
               R"({"id":7,"subscriber":"desk","state":")" + state +
               R"(","event_id":"evt_1","event_type":"defect.created","event_at":"2026-11-23T11:00:00.123Z",
                           "account":"acme","marketplace_id":"ATVPDKIKX0DER","due_at":null,
                           "finished_at":"2026-11-23T11:05:00.000Z","attempts":)" +
               attempts + "}")
        .as_object();
}

json::object ping_with(const std::string& members)
{
    return json::parse(R"({"subscriber":"desk","event_id":"evt_9","dns_ms":null,"connect_ms":21,"tls_ms":null,
                           "first_byte_ms":80,"total_ms":104,"certificate_expires_at":null,)" +
                       members + "}")
        .as_object();
}

}  // namespace

TEST_SUITE("app/delivery_texts")
{
    TEST_CASE("the table of deliveries has one line per delivery")
    {
        const std::vector<std::string> rows{
            R"({"id":12,"subscriber":"desk","state":"pending","event_type":"defect.created",
                "event_at":"2026-11-23T11:00:00.000Z","attempt_count":2,"last_status":503,
                "last_failure":"server_error","due_at":"2026-11-23T11:05:00.000Z"})",
            R"({"id":3,"subscriber":"night","state":"delivered","event_type":"defect.cleared",
                "event_at":"2026-11-23T10:00:00.000Z","attempt_count":1,"last_status":200,
                "last_failure":null,"due_at":null})"};
        CHECK(
            deliveries_table(rows) ==
            "DELIVERY  SUBSCRIBER  STATE      EVENT           CREATED               ATTEMPTS  LAST RESPONSE"
            "     NEXT ATTEMPT\n"
            "      12  desk        pending    defect.created  2026-11-23 11:00:00Z         2  503 server_error"
            "  2026-11-23 11:05:00Z\n"
            "       3  night       delivered  defect.cleared  2026-11-23 10:00:00Z         1  200"
            "               -\n");
    }

    TEST_CASE("a delivery without attempts has no table of them")
    {
        CHECK(delivery_text(delivery_in("delivered", "[]")) ==
              "delivery 7 to desk: delivered\n"
              "event    defect.created evt_1, created 2026-11-23 11:00:00Z\n"
              "account  acme, marketplace ATVPDKIKX0DER\n"
              "finished 2026-11-23 11:05:00Z\n");
    }

    TEST_CASE("an exhausted delivery names the command that sends it again, then its attempts")
    {
        const std::string text = delivery_text(delivery_in("exhausted", R"([
            {"number":1,"started_at":"2026-11-23T11:00:01.000Z","duration_ms":20000,"status":null,
             "failure":"timeout","message":null}])"));
        CHECK(text.find("run `defectd redeliver 7`\n\nATTEMPT  STARTED") != std::string::npos);
        CHECK(text.ends_with("      1  2026-11-23 11:00:01Z  20000 ms  timeout   -\n"));
    }

    TEST_CASE("an accepted ping shows the response and the parts of the time that are known")
    {
        CHECK(ping_text(ping_with(
                  R"("outcome":"delivered","status":204,"failure":null,"what":null,"body_head":null)")) ==
              "desk accepted webhook.ping evt_9\n"
              "  response     HTTP 204\n"
              "  timings      connect 21 ms, first byte 80 ms, total 104 ms\n");
    }

    TEST_CASE("a rejected ping shows the failure and the beginning of the body")
    {
        CHECK(
            ping_text(ping_with(
                R"("outcome":"failed","status":401,"failure":"rejected","what":null,"body_head":"bad key")")) ==
            "desk rejected webhook.ping evt_9\n"
            "  response     HTTP 401 (rejected)\n"
            "  body         bad key\n"
            "  timings      connect 21 ms, first byte 80 ms, total 104 ms\n");
    }

    TEST_CASE("a ping without a response shows why there is none")
    {
        CHECK(
            ping_text(ping_with(
                R"("outcome":"failed","status":null,"failure":"dns","what":"no such name","body_head":null)")) ==
            "desk did not respond to webhook.ping evt_9\n"
            "  no response  dns: no such name\n"
            "  timings      connect 21 ms, first byte 80 ms, total 104 ms\n");
    }
}

}  // namespace defectd
