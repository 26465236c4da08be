// Through a proxy: what it is asked, what it may answer, and what the egress policy still says.
#include <doctest/doctest.h>

#include "unit/http/tls_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const std::string tunnel_is_open = "HTTP/1.1 200 Connection established\r\n\r\n";

/// A proxy that plays the receiver itself.  The policy allows no loopback address.
struct proxy_fixture : tls_fixture {
    std::vector<std::string> asked;
    std::optional<tls_server> server;  ///< behind the proxy

    proxy_fixture()
    {
        options.egress.allow_networks.clear();
        options.egress.allow_ports = {443, 80, 9443};
        names.answers.clear();
        server.emplace(authority.sign({}));
    }

    /// Asked by CONNECT, gives `answer` and goes on as a receiver that answers 200.
    [[nodiscard]] raw_receiver::behaviour proxy(const std::string& answer)
    {
        return [this, answer](tcp_socket& peer, int) { return act(peer, answer); };
    }

    task<void> act(tcp_socket& peer, std::string answer)
    {
        std::string connect = co_await read_request(peer);
        const bool tls = connect.find(":80 ") == std::string::npos;
        asked.push_back(std::move(connect));
        co_await write_text(peer, answer);
        if (tls)
            co_await server->serve(peer, plain_ok);
        else
            co_await serve_plain(peer);
    }

    task<void> serve_plain(tcp_socket& peer)
    {
        requests.push_back(co_await read_request(peer));
        co_await write_text(peer, plain_ok);
        co_await read_request(peer);
    }

    [[nodiscard]] post_request request_through(const raw_receiver& through,
                                               const std::string& host = "desk.test")
    {
        options.proxy = proxy_address{"127.0.0.1", through.port()};
        post_request request = request_to(443, host);
        request.url.tls = true;
        return request;
    }
};

}  // namespace

TEST_SUITE("http/client proxy")
{
    TEST_CASE_FIXTURE(proxy_fixture, "the proxy gets the receiver's name, and TLS is with the receiver")
    {
        raw_receiver through(loop, proxy(tunnel_is_open));
        const post_request request = request_through(through);
        CHECK(status_of(request) == 200);
        CHECK(status_of(request) == 200);
        CHECK(asked == std::vector<std::string>{"CONNECT desk.test:443 HTTP/1.1\r\nHost: desk.test:443\r\n"
                                                "User-Agent: defectd/" DEFECTD_VERSION "\r\n\r\n"});
        CHECK(server->names_asked == std::vector<std::string>{"desk.test"});
        CHECK(names.asked == 0);
    }

    TEST_CASE_FIXTURE(proxy_fixture, "plain http goes through a tunnel as well")
    {
        raw_receiver through(loop, proxy(tunnel_is_open));
        post_request request = request_through(through);
        request.url.tls = false;
        request.url.port = 80;
        CHECK(status_of(request) == 200);
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].starts_with("CONNECT desk.test:80 HTTP/1.1\r\n"));
        REQUIRE(requests.size() == 1);
        CHECK(requests[0].starts_with("POST /hook?k=1 HTTP/1.1\r\nHost: desk.test\r\n"));
    }

    TEST_CASE_FIXTURE(proxy_fixture, "an IPv6 receiver is in brackets in CONNECT and verified by its address")
    {
        const certificate_wish address{"IP:2606:4700::1111"};
        const certificate_wish other_address{"IP:2606:4700::1112,DNS:2606:4700::1111"};
        server.emplace(authority.sign(address));
        raw_receiver through(loop, proxy(tunnel_is_open));
        const post_request request = request_through(through, "2606:4700::1111");
        CHECK(status_of(request) == 200);
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].starts_with(
            "CONNECT [2606:4700::1111]:443 HTTP/1.1\r\nHost: [2606:4700::1111]:443\r\n"));

        server.emplace(authority.sign(other_address));
        client.reset();
        CHECK(failure_of(request).what.starts_with(
            "the certificate of 2606:4700::1111 is rejected: IP address mismatch; "));
    }

    TEST_CASE_FIXTURE(proxy_fixture, "the proxy's name is looked up, its address is exempt from the policy")
    {
        raw_receiver through(loop, proxy(tunnel_is_open));
        const post_request request = request_through(through);
        options.proxy->host = "squid.test";
        names.answers["squid.test"] = {{*parse_ip("127.0.0.1")}};
        CHECK(status_of(request) == 200);
        CHECK(names.askers == std::vector<std::string>{"desk"});
    }

    TEST_CASE_FIXTURE(proxy_fixture, "the policy applies to scheme, port and literal address of the receiver")
    {
        raw_receiver through(loop, proxy(tunnel_is_open));
        for (const char* const host :
             {"127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:127.0.0.1"}) {
            CAPTURE(host);
            CHECK(name_of(failure_of(request_through(through, host)).reason) == "blocked");
        }
        post_request wrong_port = request_through(through);
        wrong_port.url.port = 22;
        CHECK(failure_of(wrong_port).reason == failure_reason::blocked);
        CHECK(through.connections() == 0);
    }

    TEST_CASE_FIXTURE(proxy_fixture, "any 2xx opens the tunnel, and its body is not read")
    {
        const std::string answers[] = {
            "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
            "HTTP/1.1 204 No Content\r\nVia: 1.1 squid\r\n\r\n",
            "HTTP/1.0 200 OK\r\n\r\n",
            "HTTP/1.2 200\nX: a\n b\n\n",
            "\r\nHTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + std::string(60'000, 'x') + "\r\n\r\n",
            "HTTP/1.1 299 Fine\r\nTransfer-Encoding: chunked\r\n\r\n",
        };
        for (const std::string& answer : answers) {
            CAPTURE(answer);
            raw_receiver through(loop, proxy(answer));
            const post_request request = request_through(through);
            client.reset();
            CHECK(status_of(request) == 200);
        }
    }

    TEST_CASE_FIXTURE(proxy_fixture, "a proxy that refuses is a connect failure with its status")
    {
        for (const std::string status : {"403", "407", "502", "302"}) {
            CAPTURE(status);
            raw_receiver through(loop,
                                 raw_receiver::answering_once("HTTP/1.1 " + status + " No\r\n\r\nbecause"));
            const post_request request = request_through(through);
            client.reset();
            const post_failure failure = failure_of(request);
            CHECK(name_of(failure.reason) == "connect");
            CHECK(failure.what == "the proxy 127.0.0.1 answered " + status +
                                      " when asked for desk.test port 443; check the proxy's rules");
        }
    }

    TEST_CASE_FIXTURE(proxy_fixture,
                      "a proxy that answers without HTTP, without an end or too much is a protocol failure")
    {
        const std::string answers[] = {
            "SSH-2.0-OpenSSH_9.2\r\n\r\n",
            "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + std::string(1'000'000, 'x'),
            std::string(300'000, '\0'),
            tunnel_is_open + plain_ok,
            tunnel_is_open + "\x16\x03\x03",
        };
        for (const std::string& answer : answers) {
            CAPTURE(answer.substr(0, 60));
            raw_receiver through(loop, raw_receiver::answering_once(answer));
            post_request request = request_through(through);
            client.reset();
            const post_failure failure = failure_of(request);
            CHECK(name_of(failure.reason) == "protocol");
            CHECK(failure.what.starts_with("the proxy 127.0.0.1 did not send an HTTP/1.1 response: "));
        }
    }

    TEST_CASE_FIXTURE(proxy_fixture, "a proxy that closes, or is not there, is a connect failure")
    {
        std::optional<raw_receiver> through(std::in_place, loop,
                                            raw_receiver::answering_once("HTTP/1.1 200"));
        const post_request request = request_through(*through);
        const post_failure closed = failure_of(request);
        CHECK(closed.reason == failure_reason::connect);
        CHECK(
            closed.what ==
            "the proxy 127.0.0.1 closed the connection when asked for desk.test; check the proxy's rules and log");
        through.reset();
        const post_failure gone = failure_of(request);
        CHECK(gone.reason == failure_reason::connect);
        CHECK(gone.what.starts_with("the proxy 127.0.0.1 cannot be reached on port "));
    }

    TEST_CASE_FIXTURE(proxy_fixture, "a proxy that stalls is ended by the deadline of the attempt")
    {
        raw_receiver through(loop, [](tcp_socket& peer, int) -> task<void> {
            co_await read_request(peer);
            co_await write_text(peer, "HTTP/1.1 200 OK\r\nX: ");
            co_await read_request(peer);
        });
        post_request request = request_through(through);
        request.timeout = 60ms;
        const post_failure failure = failure_of(request);
        CHECK(failure.reason == failure_reason::timeout);
        CHECK(failure.what.starts_with(
            "the proxy 127.0.0.1: timeout during connection setup to desk.test after 60ms; "));
    }

    TEST_CASE_FIXTURE(proxy_fixture, "a failure to resolve the proxy names the proxy")
    {
        post_request request = request_to(443, "desk.test");
        request.url.tls = true;
        options.proxy = proxy_address{"squid.test", 3128};
        const post_failure missing = failure_of(request);
        CHECK(missing.reason == failure_reason::dns);
        CHECK(missing.what == "the proxy squid.test: the name does not exist");
        options.proxy->host = "silent.test";
        client.reset();
        request.timeout = 60ms;
        const post_failure silent = failure_of(request);
        CHECK(silent.reason == failure_reason::timeout);
        CHECK(silent.what.starts_with("the proxy silent.test: timeout during name resolution after 60ms; "));
    }
}
