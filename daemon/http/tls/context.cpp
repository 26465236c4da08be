#include "tls/context.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include "defectd/webhook/tls_identity.hpp"

namespace defectd {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

/// SSL_set_tlsext_host_name without the C cast of its macro.
bool set_server_name(SSL* handle, const std::string& name)
{
    return ::SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                      const_cast<char*>(name.c_str())) == 1;
}

/// Returns whether the certificate that was verified last, accepted or not, has a subjectAltName.
[[nodiscard]] bool has_alternative_names(SSL* handle)
{
    const STACK_OF(X509)* const chain = ::SSL_get0_verified_chain(handle);
    return chain == nullptr || sk_X509_num(chain) == 0 ||
           ::X509_get_ext_by_NID(sk_X509_value(chain, 0), NID_subject_alt_name, -1) >= 0;
}

[[nodiscard]] tls_context::refusal refused(std::string what, const error_code& error)
{
    if (!error)
        return std::nullopt;
    return text_error{std::move(what) + ": " + error.message()};
}

}  // namespace

tls_context::tls_context() : context_(ssl::context::tls_client)
{
    // Stated here because the library's own default has no minimum.
    ::SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_2_VERSION);
    // Renegotiation would let a receiver exchange its certificate after it was verified.
    context_.set_options(ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION);
    context_.set_verify_mode(ssl::verify_peer);
    collect_sessions(context_.native_handle());
}

tls_context::refusal tls_context::trust_file(const std::string& ca_file)
{
    error_code error;
    if (ca_file.empty())
        context_.set_default_verify_paths(error);
    else
        context_.load_verify_file(ca_file, error);
    return refused("cannot read CA certificates from " + (ca_file.empty() ? "the system" : ca_file), error);
}

tls_context::refusal tls_context::trust_text(const std::string& pem)
{
    if (auto error = validate_ca(pem))
        return error;
    // PARTIAL_CHAIN makes each certificate a trust anchor, so that an intermediate CA needs no root.
    ::X509_VERIFY_PARAM_set_flags(::SSL_CTX_get0_param(context_.native_handle()), X509_V_FLAG_PARTIAL_CHAIN);
    error_code error;
    context_.add_certificate_authority(boost::asio::buffer(pem), error);
    return refused("OpenSSL rejects the certificates", error);
}

void tls_context::trust_as(tls_context& other)
{
    // The store has a reference count, so the order of destruction does not matter.
    ::SSL_CTX_set1_cert_store(context_.native_handle(),
                              ::SSL_CTX_get_cert_store(other.context_.native_handle()));
}

tls_context::refusal tls_context::show(const std::string& certificate_pem, const secret& key_pem)
{
    // Also keeps OpenSSL from asking for the passphrase of an encrypted key on the terminal.
    if (auto error = validate_identity(certificate_pem, key_pem))
        return error;
    error_code error;
    context_.use_certificate_chain(boost::asio::buffer(certificate_pem), error);
    if (!error)
        context_.use_private_key(boost::asio::buffer(key_pem.reveal()), ssl::context::pem, error);
    return refused("OpenSSL rejects the certificate and its key", error);
}

error_code tls_context::expect_host(SSL* handle, const endpoint_url& url)
{
    bool done = false;
    if (url.literal) {
        done = ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(handle), url.host.c_str()) == 1;
    } else {
        // RFC 9525: no wildcard within a label, and the common name is not a name.
        ::SSL_set_hostflags(handle,
                            X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
        done = ::SSL_set1_host(handle, url.host.c_str()) == 1 && set_server_name(handle, url.host);
    }
    if (done)
        return {};
    return boost::asio::error::make_error_code(boost::asio::error::invalid_argument);
}

std::string tls_context::verify_fault(SSL* handle)
{
    const long verdict = ::SSL_get_verify_result(handle);
    if (verdict == X509_V_OK)
        return {};
    if (verdict == X509_V_ERR_HOSTNAME_MISMATCH && !has_alternative_names(handle))
        return "hostname mismatch: it has no subjectAltName, and its common name is not used (RFC 9525)";
    return ::X509_verify_cert_error_string(verdict);
}

}  // namespace defectd
