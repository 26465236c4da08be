// What TLS to a receiver demands: 1.2 or newer, a chain to a trusted CA, the right name.
#ifndef DEFECTD_HTTP_TLS_CONTEXT_HPP
#define DEFECTD_HTTP_TLS_CONTEXT_HPP

#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <optional>
#include <string>

#include "defectd/base/result.hpp"
#include "defectd/webhook/tls_identity.hpp"
#include "defectd/webhook/url.hpp"
#include "tls/session_cache.hpp"

namespace defectd {

/// Loop thread only.  It must outlive the connections made with it.  It trusts no CA until one is added; what cannot be
/// used is returned as an error.
class tls_context {
public:
    /// Why certificates cannot be used; nullopt when they can.
    using refusal = std::optional<text_error>;

    tls_context();
    tls_context(const tls_context&) = delete;
    tls_context& operator=(const tls_context&) = delete;

    /// Trusts the CAs of the PEM file `ca_file`, or the system's when it is empty (OpenSSL's default paths,
    /// SSL_CERT_FILE and SSL_CERT_DIR included).
    [[nodiscard]] refusal trust_file(const std::string& ca_file);

    /// Trusts the certificates of the PEM text, each by itself: an intermediate CA among them needs no root.
    [[nodiscard]] refusal trust_text(const std::string& pem);

    /// Trusts the CAs that `other` trusts; they are in memory once.
    void trust_as(tls_context& other);

    /// Presents this certificate to receivers that ask for one.
    [[nodiscard]] refusal show(const std::string& certificate_pem, const secret& key_pem);

    [[nodiscard]] boost::asio::ssl::context& native() noexcept { return context_; }
    [[nodiscard]] session_cache& sessions() noexcept { return sessions_; }

    /// Makes a handshake fail unless a subjectAltName of the certificate is the URL's host, a name or an address
    /// (RFC 9525: the common name does not count), and sends a name as SNI.
    [[nodiscard]] static boost::system::error_code expect_host(ssl_st* ssl, const endpoint_url& url);

    /// "certificate has expired", "hostname mismatch" …; empty when the certificate is good or was not seen.
    [[nodiscard]] static std::string verify_fault(ssl_st* ssl);

private:
    boost::asio::ssl::context context_;
    session_cache sessions_;
};

}  // namespace defectd

#endif
