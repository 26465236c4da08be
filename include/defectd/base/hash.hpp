// SHA-256 (FIPS 180-4) over OpenSSL, whole or in pieces.
#ifndef DEFECTD_BASE_HASH_HPP
#define DEFECTD_BASE_HASH_HPP

#include <memory>
#include <string>
#include <string_view>

namespace defectd {

/// A running SHA-256; one thread at a time.
class sha256 {
public:
    sha256();
    ~sha256();
    sha256(sha256&&) noexcept;
    sha256& operator=(sha256&&) noexcept;

    void update(std::string_view bytes);

    /// The 32 bytes of the digest.  Call once, last.
    [[nodiscard]] std::string digest();

private:
    struct context_free {
        void operator()(void* context) const noexcept;
    };
    std::unique_ptr<void, context_free> context_;
};

/// The 32 bytes of the digest of `bytes`.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

}  // namespace defectd

#endif
