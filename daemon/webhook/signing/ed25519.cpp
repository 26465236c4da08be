#include "signing/ed25519.hpp"

#include <openssl/evp.h>

#include <memory>
#include <new>
#include <stdexcept>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

constexpr std::size_t signature_bytes = 64;

struct key_free {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using private_key = std::unique_ptr<EVP_PKEY, key_free>;

struct context_free {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// OpenSSL takes unsigned bytes.
unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Returns the OpenSSL key of a seed.  Throws when OpenSSL's configuration forbids Ed25519.
private_key key_of(std::string_view seed)
{
    DEFECTD_ASSERT(seed.size() == ed25519_seed_bytes);
    private_key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()));
    if (!key)
        throw std::runtime_error("OpenSSL cannot create an Ed25519 key: allow Ed25519 in its configuration "
                                 "(openssl.cnf), or use a signing scheme other than standard-ed25519");
    return key;
}

}  // namespace

std::string ed25519_public_of(std::string_view seed)
{
    const private_key key = key_of(seed);
    std::string bytes(ed25519_public_bytes, '\0');
    std::size_t written = bytes.size();
    DEFECTD_ASSERT(EVP_PKEY_get_raw_public_key(key.get(), bytes_of(bytes), &written) == 1);
    DEFECTD_ASSERT(written == bytes.size());
    return bytes;
}

std::string ed25519_signature(std::string_view seed, std::string_view message)
{
    const private_key key = key_of(seed);
    const std::unique_ptr<EVP_MD_CTX, context_free> context(EVP_MD_CTX_new());
    if (!context)
        throw std::bad_alloc();
    // No digest is named: Ed25519 hashes the message itself (RFC 8032).
    DEFECTD_ASSERT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    std::string bytes(signature_bytes, '\0');
    std::size_t written = bytes.size();
    DEFECTD_ASSERT(
        EVP_DigestSign(context.get(), bytes_of(bytes), &written, bytes_of(message), message.size()) == 1);
    DEFECTD_ASSERT(written == bytes.size());
    return bytes;
}

}  // namespace defectd
