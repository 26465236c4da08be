// Answers no honest receiver would give.
#include <doctest/doctest.h>

#include "client_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

std::string repeated(std::string_view piece, int times)
{
    std::string text;
    for (int count = 0; count < times; ++count)
        text += piece;
    return text;
}

}  // namespace

TEST_SUITE("http/client answers")
{
    TEST_CASE_FIXTURE(client_fixture, "what is not an HTTP/1.1 answer is a protocol failure")
    {
        const std::string answers[] = {
            "hello\r\n\r\n",
            "<html>ok</html>",  // HTTP/0.9
            "SSH-2.0-OpenSSH_9.2\r\n\r\n",
            "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/1.1 2x0 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
            repeated("HTTP/1.1 100 Continue\r\n\r\n", 6) + plain_ok,
            "HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + repeated("X-Endless: yes\r\n", 100'000),
            std::string(300'000, '\0'),
        };
        for (const std::string& answer : answers) {
            CAPTURE(answer.substr(0, 60));
            raw_receiver receiver(loop, raw_receiver::answering_once(answer));
            const post_request request = request_to(receiver.port());
            client.reset();
            const post_failure failure = failure_of(request);
            CHECK(name_of(failure.reason) == "protocol");
            CHECK_FALSE(failure.what.empty());
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "answers of real servers are accepted, and the connection stays open")
    {
        const std::string answers[] = {
            "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\r\nok\r\n0\r\n\r\n",
            "HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
            "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length:\r\n\t0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + std::string(60'000, 'x') + "\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + repeated("X-Many: yes\r\n", 4000) + "Content-Length: 0\r\n\r\n",
        };
        for (const std::string& answer : answers) {
            CAPTURE(answer.substr(0, 60));
            raw_receiver receiver(loop, raw_receiver::answering(answer, requests));
            const post_request request = request_to(receiver.port());
            client.reset();
            CHECK(status_of(request) == 200);
            CHECK(status_of(request) == 200);
            CHECK(receiver.connections() == 1);
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "both headers that ask for a wait are returned")
    {
        raw_receiver receiver(
            loop, raw_receiver::answering("HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nRetry-After: 2\r\n"
                                          "X-RateLimit-Reset-After: 0.5\r\nContent-Length: 0\r\n\r\n",
                                          requests));
        const post_response response = response_of(request_to(receiver.port()));
        CHECK(response.retry_after == "1, 2");
        CHECK(response.reset_after == "0.5");
    }

    TEST_CASE_FIXTURE(client_fixture, "up to five interim answers are skipped")
    {
        const std::string answer = repeated("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 5) + plain_ok;
        raw_receiver receiver(loop, raw_receiver::answering(answer, requests));
        const post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 200);
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 1);
    }

    TEST_CASE_FIXTURE(client_fixture, "a header value folded over lines is one value (RFC 9112, 5.2)")
    {
        raw_receiver receiver(
            loop, raw_receiver::answering("HTTP/1.1 503 Busy\r\nX: a\r\n b\r\nRetry-After:\r\n 120\r\n"
                                          "Content-Length: 0\r\n\r\n",
                                          requests));
        const post_response response = response_of(request_to(receiver.port()));
        CHECK(response.status == 503);
        CHECK(response.retry_after == "120");
    }

    TEST_CASE_FIXTURE(client_fixture, "an answer that came before the receiver cut the request off counts")
    {
        auto act = [](tcp_socket& peer, int) -> task<void> {
            char piece[1000];
            co_await peer.async_read_some(asio::buffer(piece), as_values);
            co_await write_text(peer, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
        };
        raw_receiver receiver(loop, act);
        post_request request = request_to(receiver.port());
        request.body = std::string(30'000'000, 'x');
        CHECK(status_of(request) == 413);
    }

    TEST_CASE_FIXTURE(client_fixture, "a body without length ends with the connection")
    {
        raw_receiver receiver(loop, raw_receiver::answering_once("HTTP/1.1 200 OK\r\n\r\nok"));
        const auto response = std::get<post_response>(post(request_to(receiver.port())));
        CHECK(response.status == 200);
        CHECK(response.body_head == "ok");
    }

    TEST_CASE_FIXTURE(client_fixture, "answers that have no body need no length")
    {
        raw_receiver receiver(loop, raw_receiver::answering("HTTP/1.1 204 No Content\r\n\r\n", requests));
        const post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 204);
        CHECK(status_of(request) == 204);
        CHECK(receiver.connections() == 1);
    }

    TEST_CASE_FIXTURE(
        client_fixture,
        "an oversized body is not read to its end; the status counts and the connection is closed")
    {
        const std::string huge(1'000'000, 'x');
        const std::string answers[] = {
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + huge,
            "HTTP/1.1 200 OK\r\n\r\n" + huge,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nF4240\r\n" + huge + "\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                repeated("1;" + std::string(1000, 'e') + "\r\nx\r\n", 1000) + "0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + huge,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" +
                repeated("X-Endless: yes\r\n", 100'000),
        };
        for (const std::string& answer : answers) {
            CAPTURE(answer.substr(0, 60));
            raw_receiver receiver(loop, raw_receiver::answering_once(answer));
            const post_request request = request_to(receiver.port());
            client.reset();
            CHECK(status_of(request) == 200);
            CHECK(status_of(request) == 200);
            CHECK(receiver.connections() == 2);
        }
    }

    TEST_CASE_FIXTURE(client_fixture,
                      "an answer that is cut in its head is a reset, one that is cut after it counts")
    {
        const std::string head = "HTTP/1.1 200 OK\r\nX: y\r\n";
        const std::pair<std::string, std::string> answers[] = {
            {head + "Content-Length: 2\r\n\r\n", "ok"},
            {head + "Transfer-Encoding: chunked\r\n\r\n", "2\r\nok\r\n0\r\n\r\n"},
        };
        for (const auto& [begin, body] : answers) {
            const std::string answer = begin + body;
            for (std::size_t cut = 0; cut <= answer.size(); ++cut) {
                CAPTURE(answer.substr(0, cut));
                raw_receiver receiver(loop, raw_receiver::answering_once(answer.substr(0, cut)));
                const post_request request = request_to(receiver.port());
                client.reset();
                if (cut < begin.size())
                    CHECK(name_of(failure_of(request).reason) == "reset");
                else
                    CHECK(status_of(request) == 200);
            }
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "where the body decides, a cut or invalid body is a failure")
    {
        const std::pair<std::string, failure_reason> rows[] = {
            {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no", failure_reason::reset},
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", failure_reason::protocol},
        };
        for (const auto& [answer, reason] : rows) {
            raw_receiver receiver(loop, raw_receiver::answering_once(answer));
            post_request request = request_to(receiver.port());
            client.reset();
            CHECK(status_of(request) == 200);
            request.answers = answer_rules::slack;
            CHECK(failure_of(request).reason == reason);
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "a status that decides is returned before an endless body ends")
    {
        for (const char* const head :
             {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
              "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"}) {
            CAPTURE(head);
            auto act = [head](tcp_socket& peer, int) -> task<void> {
                co_await read_request(peer);
                co_await write_text(peer, std::string(head) + "begu");
                co_await read_request(peer);
            };
            raw_receiver receiver(loop, act);
            const post_request request = request_to(receiver.port());
            client.reset();
            const auto began = std::chrono::steady_clock::now();
            const post_response response = response_of(request);
            CHECK(response.status ==
                  (std::string_view(head).find("200") != std::string_view::npos ? 200 : 500));
            CHECK(response.body_head == "begu");
            CHECK(std::chrono::steady_clock::now() - began < request.timeout / 2);
            CHECK(status_of(request) == response.status);
            CHECK(receiver.connections() == 2);
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "an answer in single bytes is read as well")
    {
        auto act = [](tcp_socket& peer, int) -> task<void> {
            co_await read_request(peer);
            peer.set_option(asio::ip::tcp::no_delay(true));
            for (const char each :
                 std::string("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 418 T\r\nContent-Length: 1\r\n\r\nx")) {
                const std::string byte(1, each);
                co_await write_text(peer, byte);
                co_await let_others_run();
            }
        };
        raw_receiver receiver(loop, act);
        CHECK(status_of(request_to(receiver.port())) == 418);
    }
}
