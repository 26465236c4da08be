#include "tls_context.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/system_error.hpp>

namespace defectd {
namespace {

namespace ssl = boost::asio::ssl;

/// SSL_set_tlsext_host_name without the C cast of its macro.
bool set_server_name(SSL* handle, const std::string& name)
{
    return ::SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                      const_cast<char*>(name.c_str())) == 1;
}

}  // namespace

tls_context::tls_context(const std::string& ca_file)
    : context_(std::make_unique<ssl::context>(ssl::context::tls_client))
{
    // Stated here because the library's own default has no minimum.
    ::SSL_CTX_set_min_proto_version(context_->native_handle(), TLS1_2_VERSION);
    context_->set_options(ssl::context::no_compression);
    context_->set_verify_mode(ssl::verify_peer);
    if (ca_file.empty()) {
        context_->set_default_verify_paths();
        return;
    }
    boost::system::error_code error;
    context_->load_verify_file(ca_file, error);
    if (error)
        throw boost::system::system_error(error, "cannot read CA certificates from " + ca_file);
}

tls_context::~tls_context() = default;

boost::system::error_code tls_context::expect_host(SSL* handle, const endpoint_url& url)
{
    bool done = false;
    if (url.literal) {
        done = ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(handle), url.host.c_str()) == 1;
    } else {
        ::SSL_set_hostflags(handle, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        done = ::SSL_set1_host(handle, url.host.c_str()) == 1 && set_server_name(handle, url.host);
    }
    if (done)
        return {};
    return boost::asio::error::make_error_code(boost::asio::error::invalid_argument);
}

std::string tls_context::verify_fault(SSL* handle)
{
    const long verdict = ::SSL_get_verify_result(handle);
    return verdict == X509_V_OK ? std::string() : ::X509_verify_cert_error_string(verdict);
}

}  // namespace defectd
