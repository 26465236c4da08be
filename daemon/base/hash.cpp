#include "defectd/base/hash.hpp"

#include <openssl/evp.h>

#include <new>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Returns the type that the header hides, so that it does not include OpenSSL's.
EVP_MD_CTX* as_context(void* context)
{
    return static_cast<EVP_MD_CTX*>(context);
}

/// Fetched once: a look-up by name costs more than hashing a small text.
const EVP_MD* sha256_algorithm()
{
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

}  // namespace

void sha256::context_free::operator()(void* context) const noexcept
{
    EVP_MD_CTX_free(as_context(context));
}

sha256::sha256() : context_(EVP_MD_CTX_new())
{
    if (!context_)
        throw std::bad_alloc();
    DEFECTD_ASSERT(EVP_DigestInit_ex(as_context(context_.get()), sha256_algorithm(), nullptr) == 1);
}

sha256::~sha256() = default;
sha256::sha256(sha256&&) noexcept = default;
sha256& sha256::operator=(sha256&&) noexcept = default;

void sha256::update(std::string_view bytes)
{
    DEFECTD_ASSERT(EVP_DigestUpdate(as_context(context_.get()), bytes.data(), bytes.size()) == 1);
}

std::string sha256::digest()
{
    // A digest of SHA-256 has 256 bits.
    std::string bytes(32, '\0');
    DEFECTD_ASSERT(EVP_DigestFinal_ex(as_context(context_.get()),
                                      reinterpret_cast<unsigned char*>(bytes.data()), nullptr) == 1);
    return bytes;
}

std::string sha256_of(std::string_view bytes)
{
    sha256 hash;
    hash.update(bytes);
    return hash.digest();
}

}  // namespace defectd
