// Whom the client trusts.  The receivers are real TLS servers on loopback ports.
#include <doctest/doctest.h>

#include "unit/http/tls_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

TEST_SUITE("http/client tls")
{
    TEST_CASE_FIXTURE(tls_fixture,
                      "a receiver with a trusted certificate gets the request, and its connection stays open")
    {
        tls_server server(authority.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        const post_request request = secure_request_to(receiver);
        CHECK(status_of(request) == 200);
        CHECK(status_of(request) == 200);
        CHECK(receiver.connections() == 1);
        CHECK(server.names_asked == std::vector<std::string>{"desk.test"});
    }

    TEST_CASE_FIXTURE(tls_fixture, "a bad certificate is refused, and the failure says what is wrong")
    {
        const test_ca stranger("a stranger");
        const certificate_wish expired{"DNS:desk.test", -7200, -3600};
        const certificate_wish early{"DNS:desk.test", 3600, 7200};
        const certificate_wish other_name{"DNS:other.test"};
        const certificate_wish half_wildcard{"DNS:de*.test"};
        const certificate_wish address_only{"IP:127.0.0.1"};
        const certificate_wish common_name_only{"", -3600, 3600, "desk.test"};
        const certificate_wish common_name_besides{"DNS:other.test", -3600, 3600, "desk.test"};
        const std::pair<key_and_certificate, std::string> rows[] = {
            {authority.sign(expired), "certificate has expired"},
            {authority.sign(early), "certificate is not yet valid"},
            {authority.sign(other_name), "hostname mismatch"},
            {authority.sign(half_wildcard), "hostname mismatch"},
            {authority.sign(address_only), "hostname mismatch"},
            {authority.sign(common_name_besides), "hostname mismatch"},
            {authority.sign(common_name_only),
             "hostname mismatch: it has no subjectAltName, and its common name is not used (RFC 9525)"},
            {test_ca::self_signed({}), "self-signed certificate"},
            {stranger.sign({}), "unable to get local issuer certificate"},
        };
        for (const auto& [identity, fault] : rows) {
            CAPTURE(fault);
            tls_server server(identity);
            raw_receiver receiver(loop, server.behaviour());
            const post_request request = secure_request_to(receiver);
            client.reset();
            const post_failure failure = failure_of(request);
            CHECK(name_of(failure.reason) == "tls");
            CHECK(failure.what.starts_with("the certificate of desk.test is rejected: " + fault + "; "));
        }
    }

    TEST_CASE_FIXTURE(tls_fixture, "an intermediate CA must be in the receiver's chain")
    {
        const test_ca intermediate = authority.subordinate("intermediate");
        const key_and_certificate identity = intermediate.sign({});
        tls_server careless(identity);
        raw_receiver without(loop, careless.behaviour());
        const post_failure failure = failure_of(secure_request_to(without));
        CHECK(failure.what.starts_with(
            "the certificate of desk.test is rejected: unable to get local issuer certificate; "));

        tls_server careful(identity, intermediate.pem());
        raw_receiver with(loop, careful.behaviour());
        const post_request request = secure_request_to(with);
        client.reset();
        CHECK(status_of(request) == 200);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a receiver that serves by name gets the name, and none for an address")
    {
        const certificate_wish both{"DNS:desk.test,IP:127.0.0.1"};
        tls_server server(authority.sign(both));
        server.wants_name = true;
        raw_receiver receiver(loop, server.behaviour());
        CHECK(status_of(secure_request_to(receiver)) == 200);
        CHECK(failure_of(secure_request_to(receiver, "127.0.0.1")).reason == failure_reason::tls);
        CHECK(server.names_asked == std::vector<std::string>{"desk.test", "-"});
    }

    TEST_CASE_FIXTURE(tls_fixture, "the expiry of the receiver's certificate is returned")
    {
        const certificate_wish three_days{"DNS:desk.test", -3600, 3L * 24 * 3600};
        tls_server server(authority.sign(three_days));
        raw_receiver receiver(loop, server.behaviour());
        const post_request request = secure_request_to(receiver);
        for (const char* const connection : {"fresh", "kept alive"}) {
            CAPTURE(connection);
            const auto expiry = response_of(request).certificate_expires_at;
            REQUIRE(expiry);
            const auto left = *expiry - std::chrono::system_clock::now();
            CHECK(left > 72h - 60s);
            CHECK(left <= 72h);
        }
    }

    TEST_CASE_FIXTURE(tls_fixture, "renegotiation is rejected")
    {
        tls_server server(authority.sign({}));
        SSL_CTX_set_max_proto_version(server.context.native_handle(), TLS1_2_VERSION);
        auto act = [&](tcp_socket& peer, int) -> task<void> {
            ssl::stream<tcp_socket&> stream(peer, server.context);
            co_await stream.async_handshake(ssl::stream_base::server, as_values);
            co_await read_request(stream);
            SSL_renegotiate(stream.native_handle());
            co_await stream.async_handshake(ssl::stream_base::server, as_values);
            char byte[1];
            co_await stream.async_read_some(asio::buffer(byte), as_values);
        };
        raw_receiver receiver(loop, act);
        post_request request = secure_request_to(receiver);
        request.timeout = 2s;
        CHECK(failure_of(request).reason != failure_reason::timeout);
        CHECK(server.names_asked.size() == 1);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a wildcard covers one label")
    {
        const certificate_wish wildcard{"DNS:*.shops.test"};
        tls_server server(authority.sign(wildcard));
        raw_receiver receiver(loop, server.behaviour());
        CHECK(status_of(secure_request_to(receiver, "one.shops.test")) == 200);
        CHECK(failure_of(secure_request_to(receiver, "one.two.shops.test")).reason == failure_reason::tls);
    }

    TEST_CASE_FIXTURE(tls_fixture, "an address in the URL must be in the certificate and is not sent as SNI")
    {
        const certificate_wish address{"IP:127.0.0.1"};
        const certificate_wish address_as_name{"DNS:127.0.0.1"};
        tls_server server(authority.sign(address));
        raw_receiver receiver(loop, server.behaviour());
        CHECK(status_of(secure_request_to(receiver, "127.0.0.1")) == 200);
        CHECK(server.names_asked == std::vector<std::string>{"-"});

        tls_server impostor(authority.sign(address_as_name));
        raw_receiver wrong(loop, impostor.behaviour());
        const post_request request = secure_request_to(wrong, "127.0.0.1");
        client.reset();
        CHECK(failure_of(request).what.starts_with(
            "the certificate of 127.0.0.1 is rejected: IP address mismatch; "));
    }

    TEST_CASE_FIXTURE(tls_fixture, "TLS 1.1 is rejected")
    {
        tls_server server(authority.sign({}));
        SSL_CTX_set_security_level(server.context.native_handle(), 0);
        SSL_CTX_set_min_proto_version(server.context.native_handle(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(server.context.native_handle(), TLS1_1_VERSION);
        raw_receiver receiver(loop, server.behaviour());
        CHECK(failure_of(secure_request_to(receiver)).reason == failure_reason::tls);
    }

    TEST_CASE_FIXTURE(tls_fixture, "TLS 1.2 is accepted")
    {
        tls_server server(authority.sign({}));
        SSL_CTX_set_max_proto_version(server.context.native_handle(), TLS1_2_VERSION);
        raw_receiver receiver(loop, server.behaviour());
        CHECK(status_of(secure_request_to(receiver)) == 200);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a receiver that does not speak TLS is a tls failure")
    {
        raw_receiver receiver(loop, [](tcp_socket& peer, int) -> task<void> {
            co_await write_text(peer, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        CHECK(failure_of(secure_request_to(receiver)).reason == failure_reason::tls);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a handshake that is never answered is a timeout")
    {
        raw_receiver receiver(loop, [](tcp_socket& peer, int) -> task<void> { co_await read_request(peer); });
        post_request request = secure_request_to(receiver);
        request.timeout = 60ms;
        const post_failure failure = failure_of(request);
        CHECK(failure.reason == failure_reason::timeout);
        CHECK(failure.what.find("TLS handshake") != std::string::npos);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a complete answer counts when TLS ends without close_notify")
    {
        tls_server server(authority.sign({}));
        auto act = [&](tcp_socket& peer, int) -> task<void> {
            ssl::stream<tcp_socket&> stream(peer, server.context);
            co_await stream.async_handshake(ssl::stream_base::server, as_values);
            co_await read_request(stream);
            co_await write_text(stream, "HTTP/1.1 200 OK\r\n\r\nok");
        };
        raw_receiver receiver(loop, act);
        CHECK(status_of(secure_request_to(receiver)) == 200);
    }

    TEST_CASE_FIXTURE(tls_fixture, "a missing CA file is a failure of the attempt")
    {
        options.ca_file = folder.file("missing.pem");
        tls_server server(authority.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        const post_failure failure = failure_of(secure_request_to(receiver));
        CHECK(failure.reason == failure_reason::tls);
        CHECK(failure.what.find("missing.pem") != std::string::npos);
    }
}
