// SHA-256 (FIPS 180-4) by OpenSSL, of a text in memory or of a stream piece by piece.
#ifndef DEFECTD_BASE_HASH_HPP
#define DEFECTD_BASE_HASH_HPP

#include <memory>
#include <string>
#include <string_view>

namespace defectd {

/// A SHA-256 that is fed in pieces.  Used by one thread at a time.  An object that was moved from may only be
/// destroyed or assigned to.
class sha256 {
public:
    /// Throws std::bad_alloc when OpenSSL has no memory for the state of the hash.
    sha256();
    ~sha256();
    sha256(sha256&&) noexcept;
    sha256& operator=(sha256&&) noexcept;

    /// Adds `bytes` to what is hashed.  How a text is cut into pieces does not change the digest.
    void update(std::string_view bytes);

    /// Returns the digest as 32 raw bytes; to_hex() makes text of them.  Called once, after the last update().
    [[nodiscard]] std::string digest();

private:
    struct context_free {
        void operator()(void* context) const noexcept;
    };
    std::unique_ptr<void, context_free> context_;
};

/// Returns the digest of `bytes` as 32 raw bytes.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

}  // namespace defectd

#endif
