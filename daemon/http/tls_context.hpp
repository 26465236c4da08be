// What TLS to a receiver demands: 1.2 or newer, a chain to a trusted CA, the right name.
#ifndef DEFECTD_HTTP_TLS_CONTEXT_HPP
#define DEFECTD_HTTP_TLS_CONTEXT_HPP

#include <boost/system/error_code.hpp>

#include <memory>
#include <string>

#include "defectd/webhook/url.hpp"

struct ssl_st;

namespace boost::asio::ssl {
class context;
}

namespace defectd {

/// Loop thread only.  Must outlive the connections made with it.
class tls_context {
public:
    /// Trusts the CAs of the PEM file `ca_file`, or the system's when it is empty (OpenSSL's default paths,
    /// SSL_CERT_FILE and SSL_CERT_DIR included).  Throws boost::system::system_error naming the file when it
    /// cannot be read.
    explicit tls_context(const std::string& ca_file);
    ~tls_context();

    [[nodiscard]] boost::asio::ssl::context& native() noexcept { return *context_; }

    /// Makes a handshake fail unless the certificate is for the URL's host, a name or an address, and sends a
    /// name as SNI.
    [[nodiscard]] static boost::system::error_code expect_host(ssl_st* ssl, const endpoint_url& url);

    /// "certificate has expired", "hostname mismatch" …; empty when the certificate is good or was not seen.
    [[nodiscard]] static std::string verify_fault(ssl_st* ssl);

private:
    std::unique_ptr<boost::asio::ssl::context> context_;
};

}  // namespace defectd

#endif
