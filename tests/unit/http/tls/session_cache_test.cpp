#include "tls/session_cache.hpp"

#include <boost/asio/ssl/context.hpp>
#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include "support/test_ca.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

namespace ssl = boost::asio::ssl;
using ssl_handle = std::unique_ptr<SSL, decltype(&SSL_free)>;

/// A client and a server that shake hands in memory; the client's sessions go to the cache.
struct handshakes {
    session_cache cache;
    session_place place{cache, "desk"};
    ssl::context client{ssl::context::tls_client};
    ssl::context server{ssl::context::tls_server};

    /// @param life  of the server's certificate, in seconds
    explicit handshakes(int version, long life = 7200)
    {
        const certificate_wish wish{"DNS:desk.test", -3600, life};
        const key_and_certificate identity = test_ca().sign(wish);
        server.use_private_key(boost::asio::buffer(identity.key_pem()), ssl::context::pem);
        server.use_certificate(boost::asio::buffer(identity.certificate_pem()), ssl::context::pem);
        SSL_CTX_set_max_proto_version(server.native_handle(), version);
        collect_sessions(client.native_handle());
    }

    void shake_hands()
    {
        const ssl_handle ours(SSL_new(client.native_handle()), &SSL_free);
        const ssl_handle theirs(SSL_new(server.native_handle()), &SSL_free);
        BIO* our_end = nullptr;
        BIO* their_end = nullptr;
        REQUIRE(BIO_new_bio_pair(&our_end, 0, &their_end, 0) == 1);
        SSL_set_bio(ours.get(), our_end, our_end);
        SSL_set_bio(theirs.get(), their_end, their_end);
        SSL_set_connect_state(ours.get());
        SSL_set_accept_state(theirs.get());
        resume_session(ours.get(), place);
        for (int turn = 0; turn < 5; ++turn) {
            SSL_do_handshake(ours.get());
            SSL_do_handshake(theirs.get());
        }
        char byte = 0;
        CHECK(SSL_read(ours.get(), &byte, 1) == -1);  // takes in the tickets of TLS 1.3
        REQUIRE(SSL_is_init_finished(ours.get()) == 1);
        keep_session_resumable(ours.get());
    }

    bool has_session_after(std::chrono::seconds time)
    {
        return cache.take("desk", std::chrono::steady_clock::now() + time) != nullptr;
    }
};

}  // namespace

TEST_SUITE("http/session_cache")
{
    TEST_CASE("a session is cached for an hour at most")
    {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            CAPTURE(version);
            handshakes parties(version);
            parties.shake_hands();
            CHECK(parties.has_session_after(3590s));
            CHECK_FALSE(parties.has_session_after(3601s));
            CHECK_FALSE(parties.has_session_after(0s));
        }
    }

    TEST_CASE("a session is cached no longer than its ticket is valid")
    {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            CAPTURE(version);
            handshakes parties(version);
            SSL_CTX_set_timeout(parties.server.native_handle(), 600);
            parties.shake_hands();
            CHECK(parties.has_session_after(590s));
            CHECK_FALSE(parties.has_session_after(601s));
        }
    }

    TEST_CASE("a session is cached no longer than the receiver's certificate is valid")
    {
        handshakes parties(TLS1_3_VERSION, 100);
        parties.shake_hands();
        CHECK(parties.has_session_after(50s));
        CHECK_FALSE(parties.has_session_after(101s));

        handshakes expired(TLS1_3_VERSION, -1);
        expired.shake_hands();
        CHECK_FALSE(expired.has_session_after(0s));
    }

    TEST_CASE("a session of TLS 1.3 is used once, one of TLS 1.2 repeatedly")
    {
        handshakes newer(TLS1_3_VERSION);
        SSL_CTX_set_num_tickets(newer.server.native_handle(), 1);
        newer.shake_hands();
        CHECK(newer.has_session_after(0s));
        CHECK_FALSE(newer.has_session_after(0s));

        handshakes older(TLS1_2_VERSION);
        older.shake_hands();
        CHECK(older.has_session_after(0s));
        CHECK(older.has_session_after(0s));
    }

    TEST_CASE("at most four sessions per key are cached")
    {
        handshakes parties(TLS1_3_VERSION);
        SSL_CTX_set_num_tickets(parties.server.native_handle(), 40);
        parties.shake_hands();
        int given = 0;
        while (parties.has_session_after(0s))
            ++given;
        CHECK(given == 4);
    }

    TEST_CASE("sessions are returned for their own key until they are forgotten")
    {
        handshakes parties(TLS1_2_VERSION);
        parties.shake_hands();
        const auto now = std::chrono::steady_clock::now();
        CHECK(parties.cache.take("other", now) == nullptr);
        CHECK(parties.cache.take("desk", now) != nullptr);
        parties.cache.forget("desk");
        CHECK(parties.cache.take("desk", now) == nullptr);
    }
}
