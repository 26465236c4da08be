// TLS sessions that are resumed, and those that must not be.
#include <doctest/doctest.h>

#include "unit/http/tls_fixture.hpp"

using namespace defectd;

TEST_SUITE("http/client resumption")
{
    TEST_CASE_FIXTURE(tls_fixture, "the next connection to a receiver resumes the session of the last")
    {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            CAPTURE(version);
            tls_server server(authority.sign({}));
            SSL_CTX_set_max_proto_version(server.context.native_handle(), version);
            raw_receiver receiver(loop, server.behaviour(closing_ok));
            const post_request request = secure_request_to(receiver);
            client.reset();
            for (int count = 0; count < 4; ++count)
                CHECK(status_of(request) == 200);
            CHECK(server.resumed == std::vector<bool>{false, true, true, true});
        }
    }

    TEST_CASE_FIXTURE(tls_fixture, "a resumed session has the expiry of the certificate")
    {
        tls_server server(authority.sign({}));
        raw_receiver receiver(loop, server.behaviour(closing_ok));
        const post_request request = secure_request_to(receiver);
        const auto expiry = response_of(request).certificate_expires_at;
        REQUIRE(expiry);
        CHECK(response_of(request).certificate_expires_at == expiry);
        CHECK(server.resumed.back());
    }

    TEST_CASE_FIXTURE(tls_fixture, "no session is resumed across subscribers, hosts or ports")
    {
        const certificate_wish two_names{"DNS:desk.test,DNS:other.test"};
        const key_and_certificate identity = authority.sign(two_names);
        tls_server server(identity);
        raw_receiver receiver(loop, server.behaviour(closing_ok));
        raw_receiver other_port(loop, server.behaviour(closing_ok));
        const post_request request = secure_request_to(receiver);
        post_request other_pool = request;
        other_pool.pool = "other";
        const post_request requests_of_others[] = {other_pool, secure_request_to(receiver, "other.test"),
                                                   secure_request_to(other_port)};
        CHECK(status_of(request) == 200);
        for (const post_request& each : requests_of_others)
            CHECK(status_of(each) == 200);
        CHECK(server.resumed == std::vector<bool>{false, false, false, false});
        CHECK(status_of(request) == 200);
        CHECK(server.resumed.back());
    }

    TEST_CASE_FIXTURE(tls_fixture, "a receiver that has forgotten the session gets a full handshake")
    {
        const key_and_certificate identity = authority.sign({});
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            CAPTURE(version);
            tls_server before(identity);
            tls_server after(identity);  // with ticket keys of its own
            SSL_CTX_set_max_proto_version(before.context.native_handle(), version);
            SSL_CTX_set_max_proto_version(after.context.native_handle(), version);
            auto act = [&](tcp_socket& peer, int number) {
                return number == 1 ? before.serve(peer, closing_ok) : after.serve(peer, closing_ok);
            };
            raw_receiver receiver(loop, act);
            const post_request request = secure_request_to(receiver);
            client.reset();
            CHECK(status_of(request) == 200);
            CHECK(status_of(request) == 200);
            CHECK(status_of(request) == 200);
            CHECK(after.resumed == std::vector<bool>{false, true});
        }
    }

    TEST_CASE_FIXTURE(tls_fixture, "a session that fails is not offered at the next attempt")
    {
        tls_server server(authority.sign({}));
        SSL_CTX_set_max_proto_version(server.context.native_handle(), TLS1_2_VERSION);
        auto act = [&](tcp_socket& peer, int number) -> task<void> {
            if (number != 2)
                co_await server.serve(peer, closing_ok);
        };
        raw_receiver receiver(loop, act);
        const post_request request = secure_request_to(receiver);
        CHECK(status_of(request) == 200);
        CHECK(failure_of(request).reason == failure_reason::tls);
        CHECK(status_of(request) == 200);
        CHECK(server.resumed == std::vector<bool>{false, false});
    }

    TEST_CASE_FIXTURE(tls_fixture, "a session does not hide that the certificate was replaced by a bad one")
    {
        const certificate_wish other_name{"DNS:other.test"};
        tls_server good(authority.sign({}));
        tls_server bad(authority.sign(other_name));
        auto act = [&](tcp_socket& peer, int number) {
            return number == 1 ? good.serve(peer, closing_ok) : bad.serve(peer, closing_ok);
        };
        raw_receiver receiver(loop, act);
        const post_request request = secure_request_to(receiver);
        CHECK(status_of(request) == 200);
        CHECK(failure_of(request).reason == failure_reason::tls);
    }
}
