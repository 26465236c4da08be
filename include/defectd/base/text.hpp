// Small questions about text: globs, sizes, near words, cutting UTF-8.
#ifndef DEFECTD_BASE_TEXT_HPP
#define DEFECTD_BASE_TEXT_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace defectd {

/// `*` is any run of characters, dots included, `?` any one; everything else stands for itself.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text) noexcept;

/// Reads a size in bytes: `512B 16KiB 64MiB 1GiB`; nullopt for another shape or over 2^53.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// The shortest exact text: 65536 is "64KiB".
[[nodiscard]] std::string size_to_text(std::uint64_t bytes);

/// The word nearest to `word` by edit distance, if it is near enough to be a slip of the keyboard.
[[nodiscard]] std::optional<std::string_view> nearest_word(std::string_view word,
                                                           std::span<const std::string_view> words);

/// The longest prefix of at most `max` characters (code points) that does not cut one.
/// @pre `text` is valid UTF-8
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t max) noexcept;

/// Without spaces, tabs, line ends and no-break spaces (U+00A0, U+3000) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

}  // namespace defectd

#endif
