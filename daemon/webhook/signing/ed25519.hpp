// Ed25519 (RFC 8032) over OpenSSL.  A private key is its seed: the public key follows from it.
#ifndef DEFECTD_WEBHOOK_SIGNING_ED25519_HPP
#define DEFECTD_WEBHOOK_SIGNING_ED25519_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace defectd {

inline constexpr std::size_t ed25519_seed_bytes = 32;
inline constexpr std::size_t ed25519_public_bytes = 32;

/// The 32 bytes of the public key.
/// @pre 32 bytes of seed
/// Throws std::runtime_error when this OpenSSL has no Ed25519.
[[nodiscard]] std::string ed25519_public_of(std::string_view seed);

/// The 64 bytes of the signature.
/// @pre 32 bytes of seed
/// Throws std::runtime_error when this OpenSSL has no Ed25519.
[[nodiscard]] std::string ed25519_signature(std::string_view seed, std::string_view message);

}  // namespace defectd

#endif
