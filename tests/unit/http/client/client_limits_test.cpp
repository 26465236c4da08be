// The deadline in every phase, cancellation, and what may not be dialled.
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <doctest/doctest.h>

#include "client_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

constexpr duration short_timeout = 60ms;

task<void> read_for_ever(tcp_socket& peer, int)
{
    std::string request = "any";
    while (!request.empty())
        request = co_await read_request(peer);
}

/// Sends `head` and then one byte every few milliseconds, faster than any idle timeout.
raw_receiver::behaviour dripping(std::string head)
{
    return [head = std::move(head)](tcp_socket& peer, int) {
        auto drip = [](tcp_socket& to, std::string first) -> task<void> {
            co_await read_request(to);
            bool alive = co_await write_text(to, first);
            asio::steady_timer pause(to.get_executor());
            while (alive) {
                pause.expires_after(2ms);
                co_await pause.async_wait(as_values);
                alive = co_await write_text(to, "x");
            }
        };
        return drip(peer, head);
    };
}

}  // namespace

TEST_SUITE("http/client limits")
{
    TEST_CASE_FIXTURE(client_fixture, "the deadline ends an attempt that stalls in any phase")
    {
        const std::pair<const char*, raw_receiver::behaviour> rows[] = {
            {"no answer at all", read_for_ever},
            {"a header that drips", dripping("HTTP/1.1 200 OK\r\nX: ")},
            {"a body that drips", dripping("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")},
            {"a body without end", dripping("HTTP/1.1 200 OK\r\n\r\n")},
            {"a chunk extension that drips",
             dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")},
            {"a trailer that drips",
             dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ")},
            {"interim answers and then nothing more", dripping("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 ")},
        };
        for (const auto& [name, act] : rows) {
            CAPTURE(name);
            raw_receiver receiver(loop, act);
            post_request request = request_to(receiver.port());
            request.timeout = short_timeout;
            request.answers = answer_rules::slack;  // whose body decides
            client.reset();
            const auto began = std::chrono::steady_clock::now();
            CHECK(name_of(failure_of(request).reason) == "timeout");
            const auto took = std::chrono::steady_clock::now() - began;
            CHECK(took >= short_timeout);
            CHECK(took < 5s);
            CHECK(receiver.connections() == 1);
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "the deadline of a reused connection is its own, shorter or longer")
    {
        auto act = [](tcp_socket& peer, int) -> task<void> {
            co_await read_request(peer);
            co_await write_text(peer, plain_ok);
            co_await read_for_ever(peer, 1);
        };
        raw_receiver receiver(loop, act);
        post_request request = request_to(receiver.port());
        CHECK(status_of(request) == 200);
        request.timeout = short_timeout;
        const post_failure failure = failure_of(request);
        CHECK(failure.reason == failure_reason::timeout);
        CHECK(failure.what.find("60ms") != std::string::npos);
        CHECK(receiver.connections() == 1);
    }

    TEST_CASE_FIXTURE(client_fixture, "an idle connection outlives the deadline of the attempt before")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        post_request request = request_to(receiver.port());
        request.timeout = 10ms;
        CHECK(status_of(request) == 200);
        run_task(loop, []() -> task<void> {
            asio::steady_timer timer(co_await asio::this_coro::executor, 20ms);
            co_await timer.async_wait(as_values);
        });
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 1);
    }

    TEST_CASE_FIXTURE(client_fixture, "a name server that never answers is a timeout")
    {
        post_request request = request_to(443, "silent.test");
        request.timeout = short_timeout;
        const post_failure failure = failure_of(request);
        CHECK(failure.reason == failure_reason::timeout);
        CHECK(failure.what.find("name resolution") != std::string::npos);
    }

    TEST_CASE_FIXTURE(client_fixture, "a connection that is never accepted is a timeout")
    {
        asio::ip::tcp::acceptor full(loop);
        full.open(asio::ip::tcp::v4());
        full.bind({asio::ip::make_address("127.0.0.1"), 0});
        full.listen(0);
        std::vector<tcp_socket> crowd;
        for (int count = 0; count < 4; ++count) {  // fills the backlog; what is over it stays unanswered
            crowd.emplace_back(loop);
            crowd.back().async_connect(full.local_endpoint(), [](boost::system::error_code) {});
        }
        run_task(loop, let_others_run());
        post_request request = request_to(full.local_endpoint().port());
        request.timeout = short_timeout;
        const post_failure failure = failure_of(request);
        CHECK(failure.reason == failure_reason::timeout);
        CHECK(failure.what.find("connection setup") != std::string::npos);
    }

    TEST_CASE_FIXTURE(client_fixture, "a closed port is connect, a missing name is dns")
    {
        std::uint16_t closed_port = 0;
        {
            const asio::ip::tcp::acceptor gone(loop, {asio::ip::make_address("127.0.0.1"), 0});
            closed_port = gone.local_endpoint().port();
        }
        const post_failure refused = failure_of(request_to(closed_port));
        CHECK(refused.reason == failure_reason::connect);
        CHECK(refused.what.find("refused") != std::string::npos);
        const post_failure missing = failure_of(request_to(closed_port, "missing.test"));
        CHECK(missing.reason == failure_reason::dns);
        CHECK(missing.what == "missing.test: the name does not exist");
    }

    TEST_CASE_FIXTURE(client_fixture, "a cancelled post ends at once, in the look-up and in the exchange")
    {
        raw_receiver receiver(loop, read_for_ever);
        for (const char* const host : {"silent.test", "desk.test"}) {
            CAPTURE(host);
            const post_request request = request_to(receiver.port(), host);
            client = make_http_client(loop.get_executor(), names, options);
            asio::cancellation_signal cancel;
            std::optional<post_outcome> outcome;
            auto send = [&]() -> task<void> { outcome = co_await client->post(request); };
            asio::co_spawn(loop, send(), asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr) {
                               loop.stop();
                           }));
            loop.restart();
            loop.run_for(20ms);
            CHECK_FALSE(outcome);
            cancel.emit(asio::cancellation_type::terminal);
            loop.restart();
            loop.run_for(10s);
            REQUIRE(outcome);
            CHECK(name_of(std::get<post_failure>(*outcome).reason) == "cancelled");
        }
    }

    TEST_CASE_FIXTURE(client_fixture, "a refused address is never dialled")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        options.egress.allow_networks.clear();
        names.answers["mixed.test"] = {{*parse_ip("93.184.216.34"), *parse_ip("127.0.0.1")}};
        names.answers["mapped.test"] = {{*parse_ip("::ffff:127.0.0.1")}};
        for (const char* const host : {"127.0.0.1", "desk.test", "mixed.test", "mapped.test"}) {
            CAPTURE(host);
            const post_failure failure = failure_of(request_to(receiver.port(), host));
            CHECK(name_of(failure.reason) == "blocked");
            CHECK(failure.what.find("hook") == std::string::npos);
        }
        CHECK(receiver.connections() == 0);
    }

    TEST_CASE_FIXTURE(client_fixture, "a name that later resolves to a denied address is denied then")
    {
        raw_receiver receiver(loop, raw_receiver::answering_once(plain_ok));
        options.egress.allow_networks = {*parse_network("127.0.0.1/32")};
        names.answers["turncoat.test"] = {{*parse_ip("127.0.0.1")}, {*parse_ip("127.0.0.2")}};
        const post_request request = request_to(receiver.port(), "turncoat.test");
        CHECK(status_of(request) == 200);
        run_task(loop, let_others_run());
        CHECK(failure_of(request).reason == failure_reason::blocked);
        CHECK(names.asked == 2);
    }

    TEST_CASE_FIXTURE(client_fixture, "scheme and port are checked before any look-up")
    {
        post_request plain = request_to(8443, "desk.test");
        options.egress.allow_http = false;
        CHECK(failure_of(plain).reason == failure_reason::blocked);
        plain.url.tls = true;
        plain.url.port = 25;
        CHECK(failure_of(plain).reason == failure_reason::blocked);
        CHECK(names.asked == 0);
    }
}
