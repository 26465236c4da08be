#include "defectd/webhook/tls_identity.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fmt/format.h>

#include <memory>
#include <vector>

namespace defectd {
namespace {

/// About seven times the size of all CAs of the public web.
constexpr std::size_t max_pem_length = 2U << 20U;

constexpr std::string_view too_long =
    "it contains more than 2 MiB of certificates: keep only those that are needed";
constexpr std::string_view no_certificate =
    "it contains no certificate: use PEM text with -----BEGIN CERTIFICATE----- lines";
constexpr std::string_view no_key =
    "it contains no readable private key: use PEM text with a -----BEGIN PRIVATE KEY----- line";
constexpr std::string_view encrypted_key =
    "the private key is encrypted, and the daemon cannot ask for its passphrase: decrypt "
    "it with `openssl pkey`";
constexpr std::string_view foreign_key =
    "the private key does not match the first certificate: use that certificate's key, "
    "and put the client certificate before its chain";

struct openssl_free {
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using memory_file = std::unique_ptr<BIO, openssl_free>;
using certificate = std::unique_ptr<X509, openssl_free>;
using private_key = std::unique_ptr<EVP_PKEY, openssl_free>;

text_error refused(std::string_view reason)
{
    return {std::string(reason)};
}

/// @pre at most max_pem_length characters, and not a null view
memory_file open_text(std::string_view text)
{
    memory_file file(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    if (!file)
        throw std::bad_alloc();
    return file;
}

/// Returns whether the last read failed only because the text has no more certificates.
bool at_end()
{
    const unsigned long error = ERR_peek_last_error();
    return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

/// Reads all certificates of a PEM text.  Text between them is ignored, as OpenSSL does.
result<std::vector<certificate>, text_error> read_certificates(std::string_view pem)
{
    if (pem.empty())
        return refused(no_certificate);
    if (pem.size() > max_pem_length)
        return refused(too_long);
    const memory_file file = open_text(pem);
    std::vector<certificate> found;
    // An older error in the queue of this thread would look like one of this read.
    ERR_clear_error();
    while (certificate next{PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)})
        found.push_back(std::move(next));
    const bool whole = at_end();
    ERR_clear_error();
    if (!whole)
        return text_error{fmt::format("certificate {} in it cannot be read: obtain it again from its issuer",
                                      found.size() + 1)};
    if (found.empty())
        return refused(no_certificate);
    return found;
}

/// OpenSSL's callback for the passphrase of an encrypted key.  Without it OpenSSL would ask on the terminal.
int note_passphrase_wanted(char*, int, int, void* wanted)
{
    *static_cast<bool*>(wanted) = true;
    return -1;
}

/// Reads the first private key of a PEM text, in which certificates may come before it.
result<private_key, text_error> read_key(const secret& pem)
{
    if (pem.reveal().size() > max_pem_length)
        return refused(no_key);
    const memory_file file = open_text(pem.reveal());
    bool passphrase_wanted = false;
    private_key key(
        PEM_read_bio_PrivateKey(file.get(), nullptr, &note_passphrase_wanted, &passphrase_wanted));
    ERR_clear_error();
    if (passphrase_wanted)
        return refused(encrypted_key);
    if (!key)
        return refused(no_key);
    return key;
}

}  // namespace

std::optional<text_error> validate_ca(std::string_view pem)
{
    auto certificates = read_certificates(pem);
    if (!certificates)
        return certificates.error();
    return std::nullopt;
}

std::optional<text_error> validate_identity(std::string_view certificate_pem, const secret& key_pem)
{
    auto certificates = read_certificates(certificate_pem);
    if (!certificates)
        return certificates.error();
    auto key = read_key(key_pem);
    if (!key)
        return key.error();
    // The first certificate is that of the client; the others are its chain.
    const bool match = X509_check_private_key(certificates->front().get(), key->get()) == 1;
    ERR_clear_error();
    return match ? std::nullopt : std::optional(refused(foreign_key));
}

}  // namespace defectd
