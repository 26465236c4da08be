// How long the parts of an attempt took, in answers and in failures.
#include <doctest/doctest.h>

#include "unit/http/tls_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

/// Lets a part take its time.
task<void> take_a_while()
{
    asio::steady_timer timer(co_await asio::this_coro::executor, 30ms);
    co_await timer.async_wait(as_values);
}

/// "d-t-" for look-up and TLS without connect and first byte.
std::string known(const post_timings& timings)
{
    return std::string() + (timings.dns ? 'd' : '-') + (timings.connect ? 'c' : '-') +
           (timings.tls ? 't' : '-') + (timings.first_byte ? 'f' : '-');
}

}  // namespace

TEST_SUITE("http/client timings")
{
    TEST_CASE_FIXTURE(tls_fixture, "a fresh connection has all parts, one kept alive the first byte")
    {
        tls_server server(authority.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        post_request request = secure_request_to(receiver);
        CHECK(known(response_of(request).timings) == "dctf");
        CHECK(known(response_of(request).timings) == "---f");
        request.dials_anew = true;
        CHECK(known(response_of(request).timings) == "dctf");
    }

    TEST_CASE_FIXTURE(client_fixture, "a part that was not needed has no time")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        CHECK(known(response_of(request_to(receiver.port())).timings) == "-c-f");
    }

    TEST_CASE_FIXTURE(client_fixture, "the time to the first byte does not include the rest of the answer")
    {
        auto act = [](tcp_socket& peer, int) -> task<void> {
            co_await read_request(peer);
            co_await take_a_while();
            co_await write_text(peer, "HTTP/1.1 200 OK\r\n");
            co_await take_a_while();
            co_await take_a_while();
            co_await write_text(peer, "Content-Length: 0\r\n\r\n");
        };
        raw_receiver receiver(loop, act);
        const auto began = std::chrono::steady_clock::now();
        const post_timings timings = response_of(request_to(receiver.port())).timings;
        const auto whole = std::chrono::steady_clock::now() - began;
        REQUIRE(timings.first_byte);
        CHECK(*timings.first_byte >= 29ms);
        CHECK(*timings.first_byte <= whole - 55ms);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a slow handshake counts as time of TLS")
    {
        tls_server server(authority.sign({}));
        auto act = [&](tcp_socket& peer, int) -> task<void> {
            co_await take_a_while();
            co_await server.serve(peer, plain_ok);
        };
        raw_receiver receiver(loop, act);
        const post_timings timings = response_of(secure_request_to(receiver)).timings;
        REQUIRE(timings.tls);
        CHECK(*timings.tls >= 29ms);
        CHECK(timings.connect < timings.tls);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a failure has the parts up to the one that failed")
    {
        raw_receiver mute(loop, [](tcp_socket& peer, int) -> task<void> { co_await read_request(peer); });
        post_request handshake = secure_request_to(mute);
        handshake.timeout = 60ms;
        post_request answer = handshake;
        answer.url.tls = false;
        post_request look_up = request_to(443, "silent.test");
        look_up.timeout = 60ms;
        const post_timings in_handshake = failure_of(handshake).timings;
        CHECK(known(in_handshake) == "dct-");
        // What is left of the deadline, which is less where a busy machine begins late.
        CHECK(*in_handshake.tls >= 30ms);
        CHECK(known(failure_of(answer).timings) == "dc--");
        const post_timings in_look_up = failure_of(look_up).timings;
        CHECK(known(in_look_up) == "d---");
        CHECK(*in_look_up.dns >= 30ms);
    }

    TEST_CASE_FIXTURE(client_fixture, "a request that the policy denies has no times")
    {
        options.egress.allow_networks.clear();
        CHECK(known(failure_of(request_to(443)).timings) == "----");
    }
}
