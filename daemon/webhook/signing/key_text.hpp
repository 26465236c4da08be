// What the readers of keys have in common: how long a key may be, and what may be wrong with its base64.
#ifndef DEFECTD_WEBHOOK_SIGNING_KEY_TEXT_HPP
#define DEFECTD_WEBHOOK_SIGNING_KEY_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace defectd {

inline constexpr std::size_t shortest_key = 16;
inline constexpr std::size_t longest_key = 4096;

inline constexpr std::string_view key_is_too_short =
    "the key has under 16 bytes and could be guessed: write a longer one";
inline constexpr std::string_view key_is_too_long = "the key has over 4096 bytes: write a shorter one";

/// Why `text`, which stood behind the prefix, is no standard base64.
/// @pre it is none
[[nodiscard]] std::string wrong_base64(std::string_view text, std::string_view prefix);

}  // namespace defectd

#endif
