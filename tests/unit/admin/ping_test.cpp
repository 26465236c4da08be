#include <doctest/doctest.h>

#include "admin_rig.hpp"
#include "json_values.hpp"

namespace defectd {

TEST_SUITE("admin/ping")
{
    TEST_CASE("a ping that is taken tells the answer and where the time went")
    {
        admin_rig rig;
        post_response response = response_of(200);
        response.body_head = "thanks\n";
        response.timings = {3ms, 21ms, 40ms, 80ms};
        response.certificate_expires_at = start + std::chrono::days{30};
        rig.bench.http.answer_next("desk", response);
        const json::object ping = rig.post("/api/v1/subscribers/desk/ping");
        CHECK(ping.at("subscriber") == "desk");
        CHECK(ping.at("outcome") == "delivered");
        CHECK(ping.at("status") == 200);
        CHECK(ping.at("failure").is_null());
        CHECK(ping.at("what").is_null());
        CHECK(ping.at("dns_ms") == 3);
        CHECK(ping.at("connect_ms") == 21);
        CHECK(ping.at("tls_ms") == 40);
        CHECK(ping.at("first_byte_ms") == 80);
        CHECK(ping.at("total_ms") == 0);  // the clock stands still
        CHECK(ping.at("certificate_expires_at") == "2026-12-23T11:00:00.000Z");
        CHECK(ping.at("body_head") == "thanks\\n");
        REQUIRE(rig.bench.http.requests.size() == 1);
        const auto& headers = rig.bench.http.requests[0].headers;
        CHECK(std::ranges::find(
                  headers, header_list::value_type("webhook-id", ping.at("event_id").as_string().c_str())) !=
              headers.end());
    }

    TEST_CASE("a refused ping is told with the receiver's words, and moves nothing")
    {
        admin_rig rig;
        post_response gone = response_of(410);
        rig.bench.http.answer_next("desk", gone);
        const json::object ping = rig.post("/api/v1/subscribers/desk/ping");
        CHECK(ping.at("outcome") == "failed");
        CHECK(ping.at("status") == 410);
        CHECK(ping.at("failure") == "gone");
        CHECK(ping.at("body_head").is_null());
        CHECK(rig.get("/api/v1/subscribers/desk").at("state") == "enabled");
        CHECK(rig.get("/api/v1/events").at("events").as_array().empty());
    }

    TEST_CASE("without an answer it is told why")
    {
        admin_rig rig;
        rig.bench.http.answer_next(
            "desk", post_failure{failure_reason::tls, "the certificate is for another host", {}});
        const json::object ping = rig.post("/api/v1/subscribers/desk/ping");
        CHECK(ping.at("outcome") == "failed");
        CHECK(ping.at("status").is_null());
        CHECK(ping.at("failure") == "tls");
        CHECK(ping.at("what") == "the certificate is for another host");
        CHECK(ping.at("dns_ms").is_null());
    }

    TEST_CASE("what a receiver writes can neither break the answer nor a terminal")
    {
        CHECK(escaped_text("ok {\"a\": 1}") == "ok {\"a\": 1}");
        CHECK(escaped_text("\x1b[2J\r\n\t\\") == "\\x1b[2J\\r\\n\\t\\\\");
        CHECK(escaped_text(std::string_view("\0\x7f\xff\xc3\xa9", 5)) == "\\x00\\x7f\\xff\\xc3\\xa9");
    }
}

}  // namespace defectd
