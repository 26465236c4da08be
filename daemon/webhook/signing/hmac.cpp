#include "signing/hmac.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <memory>
#include <new>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

struct mac_context_free {
    void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};
using mac_context = std::unique_ptr<EVP_MAC_CTX, mac_context_free>;

/// Returns a context for HMAC with SHA-256, without a key.
mac_context hmac_context()
{
    EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    DEFECTD_ASSERT(algorithm != nullptr);
    mac_context context(EVP_MAC_CTX_new(algorithm));
    // The context holds its own reference.
    EVP_MAC_free(algorithm);
    if (!context)
        throw std::bad_alloc();
    std::array<char, 7> digest{"SHA256"};
    const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                OSSL_PARAM_construct_end()};
    DEFECTD_ASSERT(EVP_MAC_CTX_set_params(context.get(), parameters.data()) == 1);
    return context;
}

/// Returns the context of this thread, started with the key.  It is created once per thread, because finding both
/// algorithms by name costs more than hashing a small text.
const mac_context& begun_with(const secret& key)
{
    static thread_local const mac_context context = hmac_context();
    DEFECTD_ASSERT(!key.empty());
    const auto* const bytes = reinterpret_cast<const unsigned char*>(key.reveal().data());
    DEFECTD_ASSERT(EVP_MAC_init(context.get(), bytes, key.reveal().size(), nullptr) == 1);
    return context;
}

std::string final_bytes(const mac_context& context)
{
    std::string bytes(32, '\0');
    std::size_t written = 0;
    DEFECTD_ASSERT(EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(bytes.data()), &written,
                                 bytes.size()) == 1);
    DEFECTD_ASSERT(written == bytes.size());
    return bytes;
}

}  // namespace

std::string hmac_sha256(const secret& key, std::initializer_list<std::string_view> pieces)
{
    const mac_context& context = begun_with(key);
    for (const std::string_view piece : pieces)
        DEFECTD_ASSERT(EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(piece.data()),
                                      piece.size()) == 1);
    return final_bytes(context);
}

}  // namespace defectd
