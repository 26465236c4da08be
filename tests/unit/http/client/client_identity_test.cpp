// Certificates of a subscriber's own: whom the client trusts for it, and what it shows.
#include <doctest/doctest.h>

#include "unit/http/tls_fixture.hpp"

using namespace defectd;

namespace {

struct identity_fixture : tls_fixture {
    test_ca private_authority{"the subscriber's CA"};
    tls_identity identity;

    void show(const key_and_certificate& client_certificate)
    {
        identity.certificate = client_certificate.certificate_pem();
        identity.key = secret(client_certificate.key_pem());
    }

    post_request own_request_to(const raw_receiver& receiver)
    {
        post_request request = secure_request_to(receiver);
        request.tls = &identity;
        return request;
    }
};

}  // namespace

TEST_SUITE("http/client identity")
{
    TEST_CASE_FIXTURE(identity_fixture, "a private CA is trusted by its subscriber only")
    {
        tls_server server(private_authority.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        identity.ca = private_authority.pem();
        const post_request request = own_request_to(receiver);
        CHECK(status_of(request) == 200);
        post_request other = request;
        other.pool = "other";
        other.tls = nullptr;
        CHECK(failure_of(other).reason == failure_reason::tls);
    }

    TEST_CASE_FIXTURE(identity_fixture, "a private CA is trusted instead of the others")
    {
        tls_server server(authority.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        identity.ca = private_authority.pem();
        const post_request request = own_request_to(receiver);
        CHECK(failure_of(request).what.starts_with(
            "the certificate of desk.test is rejected: unable to get local issuer certificate; "));
        identity.ca += authority.pem();
        client.reset();
        CHECK(status_of(request) == 200);
    }

    TEST_CASE_FIXTURE(identity_fixture, "a private intermediate CA needs no root")
    {
        const test_ca intermediate = private_authority.subordinate("intermediate");
        tls_server server(intermediate.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        identity.ca = intermediate.pem();
        CHECK(status_of(own_request_to(receiver)) == 200);
    }

    TEST_CASE_FIXTURE(identity_fixture,
                      "a wrong name or an expired certificate is rejected under a private CA, too")
    {
        const certificate_wish rows[] = {{"DNS:other.test"}, {"DNS:desk.test", -7200, -3600}};
        identity.ca = private_authority.pem();
        for (const certificate_wish& wish : rows) {
            CAPTURE(wish.alternative_names);
            tls_server server(private_authority.sign(wish));
            raw_receiver receiver(loop, server.behaviour());
            const post_request request = own_request_to(receiver);
            client.reset();
            CHECK(failure_of(request).reason == failure_reason::tls);
        }
    }

    TEST_CASE_FIXTURE(identity_fixture, "a receiver that asks for a certificate gets the subscriber's")
    {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            CAPTURE(version);
            tls_server server(authority.sign({}));
            SSL_CTX_set_max_proto_version(server.context.native_handle(), version);
            server.demand_certificate_of(private_authority);
            raw_receiver receiver(loop, server.behaviour(closing_ok));
            show(private_authority.sign({}));
            const post_request request = own_request_to(receiver);
            client.reset();
            CHECK(status_of(request) == 200);
            CHECK(status_of(request) == 200);
            CHECK(server.certificate_names == std::vector<std::string>{"receiver", "receiver"});
        }
    }

    TEST_CASE_FIXTURE(identity_fixture, "the chain of the client certificate is sent")
    {
        const test_ca intermediate = private_authority.subordinate("intermediate");
        tls_server server(authority.sign({}));
        server.demand_certificate_of(private_authority);
        raw_receiver receiver(loop, server.behaviour());
        show(intermediate.sign({}));
        const post_request request = own_request_to(receiver);
        CHECK(failure_of(request).reason == failure_reason::tls);
        identity.certificate += intermediate.pem();
        client.reset();
        CHECK(status_of(request) == 200);
    }

    TEST_CASE_FIXTURE(identity_fixture,
                      "a receiver that gets no certificate or an unknown one is a tls failure")
    {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            CAPTURE(version);
            tls_server server(authority.sign({}));
            SSL_CTX_set_max_proto_version(server.context.native_handle(), version);
            server.demand_certificate_of(private_authority);
            raw_receiver receiver(loop, server.behaviour());
            client.reset();
            CHECK(name_of(failure_of(secure_request_to(receiver)).reason) == "tls");
            show(authority.sign({}));
            const post_request request = own_request_to(receiver);
            client.reset();
            CHECK(name_of(failure_of(request).reason) == "tls");
            CHECK(server.certificate_names.empty());
        }
    }

    TEST_CASE_FIXTURE(identity_fixture, "one subscriber's certificate is never sent for another")
    {
        tls_server server(authority.sign({}));
        server.context.set_verify_mode(ssl::verify_peer);
        server.context.add_certificate_authority(asio::buffer(private_authority.pem()));
        raw_receiver receiver(loop, server.behaviour(closing_ok));
        show(private_authority.sign({}));
        const post_request request = own_request_to(receiver);
        post_request other = request;
        other.pool = "other";
        other.tls = nullptr;
        CHECK(status_of(request) == 200);
        CHECK(status_of(other) == 200);
        CHECK(status_of(request) == 200);
        CHECK(server.certificate_names == std::vector<std::string>{"receiver", "-", "receiver"});
    }

    TEST_CASE_FIXTURE(identity_fixture,
                      "an unusable identity is a tls failure that says why, before any handshake")
    {
        const key_and_certificate good = private_authority.sign({});
        const key_and_certificate other = private_authority.sign({});
        struct row {
            tls_identity identity;
            const char* word;
        };
        const row rows[] = {
            {{"no PEM", "", secret()}, "no certificate"},
            {{"", "no PEM", secret(good.key_pem())}, "no certificate"},
            {{"", good.certificate_pem(), secret()}, "no readable private key"},
            {{"", good.certificate_pem(), secret(good.key_pem("passphrase"))}, "encrypted"},
            {{"", good.certificate_pem(), secret(other.key_pem())}, "does not match the first certificate"},
        };
        tls_server server(authority.sign({}));
        raw_receiver receiver(loop, server.behaviour());
        post_request request = secure_request_to(receiver);
        for (const row& each : rows) {
            CAPTURE(each.word);
            request.tls = &each.identity;
            client.reset();
            const post_failure failure = failure_of(request);
            CHECK(name_of(failure.reason) == "tls");
            CHECK(failure.what.find(each.word) != std::string::npos);
            CHECK(failure.what.find("of this subscriber cannot be used") != std::string::npos);
        }
        CHECK(server.names_asked.empty());
    }
}
