// Bytes to text and back: hex, base64, the base32 of our ids, and percent signs.
#ifndef DEFECTD_BASE_ENCODING_HPP
#define DEFECTD_BASE_ENCODING_HPP

#include <optional>
#include <string>
#include <string_view>

namespace defectd {

/// Lower-case hex, two characters a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);

/// Standard alphabet with padding (RFC 4648 §4).
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Strict: standard alphabet, padding required, no white space; nullopt otherwise.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// Lower-case Crockford base32 of the first 130 bits of `bytes`: 26 characters that sort like the bytes.
/// @pre bytes.size() >= 17
[[nodiscard]] std::string to_id26(std::string_view bytes);

/// Every byte but letters, digits and `-._~` as %XX (RFC 3986 §2.3), for a path segment or a query value.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace defectd

#endif
