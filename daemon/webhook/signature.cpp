#include "signature.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <memory>
#include <new>

#include "defectd/base/assert.hpp"
#include "defectd/base/encoding.hpp"

namespace defectd {
namespace {

struct mac_context_free {
    void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};
using mac_context = std::unique_ptr<EVP_MAC_CTX, mac_context_free>;

mac_context hmac_sha256(const secret& key)
{
    // Fetched once: a look-up by name costs more than hashing a small text.
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    DEFECTD_ASSERT(algorithm != nullptr && !key.empty());
    mac_context context(EVP_MAC_CTX_new(algorithm));
    if (!context)
        throw std::bad_alloc();
    std::array<char, 7> digest{"SHA256"};
    const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                OSSL_PARAM_construct_end()};
    const auto* const bytes = reinterpret_cast<const unsigned char*>(key.reveal().data());
    DEFECTD_ASSERT(EVP_MAC_init(context.get(), bytes, key.reveal().size(), parameters.data()) == 1);
    return context;
}

void update(const mac_context& context, std::string_view bytes)
{
    DEFECTD_ASSERT(EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size()) == 1);
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

std::string signature_v1(const secret& key, const signed_parts& parts)
{
    const mac_context context = hmac_sha256(key);
    constexpr std::string_view dot = ".";
    for (const std::string_view piece : {parts.id, dot, parts.seconds, dot, parts.body})
        update(context, piece);
    return "v1," + to_base64(final_bytes(context));
}

}  // namespace defectd
