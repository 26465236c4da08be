// A client that trusts a CA of the test, and TLS servers on loopback ports.
#ifndef DEFECTD_TESTS_UNIT_HTTP_TLS_FIXTURE_HPP
#define DEFECTD_TESTS_UNIT_HTTP_TLS_FIXTURE_HPP

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <fstream>

#include "support/temporary_folder.hpp"
#include "support/test_ca.hpp"
#include "unit/http/client/client_fixture.hpp"

namespace defectd {

namespace ssl = asio::ssl;

inline const std::string closing_ok = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Remembers what clients asked for and showed.
struct tls_server {
    ssl::context context{ssl::context::tls_server};
    bool wants_name = false;               ///< clients without SNI are turned away
    std::vector<std::string> names_asked;  ///< by SNI; "-" stands for none
    std::vector<std::string>
        certificate_names;      ///< the common names of the clients' certificates; "-" for none
    std::vector<bool> resumed;  ///< one entry a handshake

    /// @param chain  PEM text of what is sent behind the certificate
    explicit tls_server(const key_and_certificate& identity, const std::string& chain = "")
    {
        context.use_private_key(asio::buffer(identity.key_pem()), ssl::context::pem);
        context.use_certificate_chain(asio::buffer(identity.certificate_pem() + chain));
        SSL_CTX_set_tlsext_servername_callback(context.native_handle(), &tls_server::on_name);
        SSL_CTX_set_tlsext_servername_arg(context.native_handle(), this);
        const unsigned char scope[] = {'t'};
        SSL_CTX_set_session_id_context(context.native_handle(), scope, sizeof scope);
    }

    tls_server(const tls_server&) = delete;
    tls_server& operator=(const tls_server&) = delete;

    void demand_certificate_of(const test_ca& authority)
    {
        context.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
        context.add_certificate_authority(asio::buffer(authority.pem()));
    }

    static int on_name(SSL* handle, int*, void* server)
    {
        auto* const self = static_cast<tls_server*>(server);
        const char* const name = SSL_get_servername(handle, TLSEXT_NAMETYPE_host_name);
        self->names_asked.emplace_back(name != nullptr ? name : "-");
        return name == nullptr && self->wants_name ? SSL_TLSEXT_ERR_ALERT_FATAL : SSL_TLSEXT_ERR_OK;
    }

    [[nodiscard]] raw_receiver::behaviour behaviour(const std::string& answer = plain_ok)
    {
        return [this, answer](tcp_socket& peer, int) { return serve(peer, answer); };
    }

    task<void> serve(tcp_socket& peer, std::string answer)
    {
        ssl::stream<tcp_socket&> stream(peer, context);
        const auto [error] = co_await stream.async_handshake(ssl::stream_base::server, as_values);
        if (error)
            co_return;
        resumed.push_back(SSL_session_reused(stream.native_handle()) == 1);
        certificate_names.push_back(name_in(SSL_get0_peer_certificate(stream.native_handle())));
        std::string request = co_await read_request(stream);
        while (!request.empty()) {
            co_await write_text(stream, answer);
            request = co_await read_request(stream);
        }
    }

private:
    static std::string name_in(const X509* certificate)
    {
        if (certificate == nullptr)
            return "-";
        char name[64];
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
        return name;
    }
};

struct tls_fixture : client_fixture {
    temporary_folder folder;
    test_ca authority;

    tls_fixture()
    {
        options.ca_file = folder.file("ca.pem");
        std::ofstream(options.ca_file) << authority.pem();
    }

    post_request secure_request_to(const raw_receiver& receiver, const std::string& host = "desk.test")
    {
        post_request request = request_to(receiver.port(), host);
        request.url.tls = true;
        if (!request.url.literal)
            names.answers[host] = {{*parse_ip("127.0.0.1")}};
        return request;
    }
};

}  // namespace defectd

#endif
