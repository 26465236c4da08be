#include "defectd/http/client.hpp"

#include <doctest/doctest.h>

#include "client_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

TEST_SUITE("http/client")
{
    TEST_CASE_FIXTURE(client_fixture, "the request is sent byte for byte as given")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        post_request request = request_to(receiver.port(), "desk.test");
        request.headers = {
            {"webhook-id", "evt_1"}, {"X-Team", "support"}, {"content-type", "application/json"}};
        CHECK(status_of(request) == 200);
        REQUIRE(requests.size() == 1);
        CHECK(requests[0] == "POST /hook?k=1 HTTP/1.1\r\nHost: desk.test:" + std::to_string(receiver.port()) +
                                 "\r\nUser-Agent: defectd/" DEFECTD_VERSION
                                 "\r\nwebhook-id: evt_1\r\nX-Team: support\r\ncontent-type: application/json"
                                 "\r\nContent-Length: 25\r\n\r\n{\"type\":\"defect.created\"}");
    }

    TEST_CASE_FIXTURE(client_fixture, "status, Retry-After and the first KiB of the body are returned")
    {
        const std::string body(5000, 'x');
        raw_receiver receiver(loop, raw_receiver::answering("HTTP/1.1 503 Busy\r\nretry-after: 120\r\n"
                                                            "Content-Length: 5000\r\n\r\n" +
                                                                body,
                                                            requests));
        const auto outcome = std::get<post_response>(post(request_to(receiver.port())));
        CHECK(outcome.status == 503);
        CHECK(outcome.retry_after == "120");
        CHECK(outcome.body_head == std::string(1024, 'x'));
    }

    TEST_CASE_FIXTURE(client_fixture, "a connection is used again, also after a chunked answer")
    {
        raw_receiver receiver(
            loop, raw_receiver::answering("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n"
                                          "\r\n2\r\nok\r\n0\r\n\r\n",
                                          requests));
        const post_request request = request_to(receiver.port());
        for (int count = 0; count < 20; ++count)
            CHECK(status_of(request) == 202);
        CHECK(requests.size() == 20);
        CHECK(receiver.connections() == 1);
    }

    TEST_CASE_FIXTURE(client_fixture, "connections are not shared between pools")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 200);
        request.pool = "other";
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 2);
    }

    TEST_CASE_FIXTURE(client_fixture, "a connection is not used again when the peer or its age forbids")
    {
        const std::string answers[] = {
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n",  // more than was asked for
        };
        for (const std::string& answer : answers) {
            CAPTURE(answer);
            raw_receiver receiver(loop, raw_receiver::answering(answer, requests));
            const post_request request = request_to(receiver.port());
            client.reset();
            CHECK(status_of(request) == 200);
            CHECK(status_of(request) == 200);
            CHECK(receiver.connections() == 2);
        }
        options.max_life = 0ms;
        client.reset();
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        const post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 200);
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 2);
    }

    TEST_CASE_FIXTURE(client_fixture, "an idle connection is closed after its time, and no timer remains")
    {
        options.idle_keep = 5ms;
        bool closed = false;
        auto act = [&](tcp_socket& peer, int) -> task<void> {
            co_await read_request(peer);
            co_await write_text(peer, plain_ok);
            const std::string next = co_await read_request(peer);
            closed = next.empty();
            loop.stop();
        };
        raw_receiver receiver(loop, act);
        CHECK(status_of(request_to(receiver.port())) == 200);
        loop.restart();
        loop.run_for(10s);
        CHECK(closed);
    }

    TEST_CASE_FIXTURE(client_fixture,
                      "an idle connection the peer has closed is replaced before anything is sent")
    {
        raw_receiver receiver(loop, raw_receiver::answering_once(plain_ok));
        const post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 200);
        run_task(loop, let_others_run());
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 2);
    }

    TEST_CASE_FIXTURE(client_fixture,
                      "a reused connection that dies without a byte of answer is replaced once")
    {
        int seen = 0;
        auto act = [&](tcp_socket& peer, int number) -> task<void> {
            co_await read_request(peer);
            ++seen;
            co_await write_text(peer, plain_ok);
            if (number == 1) {
                co_await read_request(peer);  // reads the second request and closes without an answer
                ++seen;
            }
        };
        raw_receiver receiver(loop, act);
        const post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 200);
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 2);
        CHECK(seen == 3);
    }

    TEST_CASE_FIXTURE(client_fixture, "a fresh connection that dies without an answer is not tried again")
    {
        auto act = [](tcp_socket& peer, int) -> task<void> { co_await read_request(peer); };
        raw_receiver receiver(loop, act);
        CHECK(failure_of(request_to(receiver.port())).reason == failure_reason::reset);
        CHECK(receiver.connections() == 1);
    }

    TEST_CASE_FIXTURE(client_fixture, "a redirect is an answer like any other and is not followed")
    {
        raw_receiver target(loop, raw_receiver::answering(plain_ok, requests));
        raw_receiver receiver(loop, raw_receiver::answering_once(
                                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" +
                                        std::to_string(target.port()) + "/\r\nContent-Length: 0\r\n\r\n"));
        CHECK(request_to(target.port()).url.port == target.port());
        CHECK(status_of(request_to(receiver.port())) == 302);
        CHECK(target.connections() == 0);
    }

    TEST_CASE_FIXTURE(client_fixture, "many posts at once each get their own connection and answer")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        const post_request request = request_to(receiver.port());
        client = make_http_client(loop.get_executor(), names, options);
        int done = 0;
        auto send = [&]() -> task<void> {
            const post_outcome outcome = co_await client->post(request);
            done += std::get<post_response>(outcome).status == 200;
        };
        for (int count = 0; count < 50; ++count)
            asio::co_spawn(loop, send(), [&](std::exception_ptr) {
                if (done == 50)
                    loop.stop();
            });
        loop.restart();
        loop.run_for(30s);
        CHECK(done == 50);
    }

    TEST_CASE_FIXTURE(client_fixture, "the second address is tried when the first refuses")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        names.answers["two.test"] = {{*parse_ip("127.0.0.77"), *parse_ip("127.0.0.1")}};
        CHECK(status_of(request_to(receiver.port(), "two.test")) == 200);
    }
}
