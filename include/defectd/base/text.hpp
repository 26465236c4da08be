// Text that people write: glob patterns, sizes in bytes, misspelled words, and UTF-8 that has to be shortened.
// Pure; any thread.
#ifndef DEFECTD_BASE_TEXT_HPP
#define DEFECTD_BASE_TEXT_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace defectd {

/// True when `pattern` matches the whole of `text`.  `*` matches any run of bytes, dots included, and `?` any one
/// byte; every other byte matches itself.  Takes at most pattern.size() × text.size() steps.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text) noexcept;

/// Reads a size with one unit, such as `512B 16KiB 64MiB 1GiB`, and returns it in bytes.
/// Returns nullopt for another shape and over 2^53, the largest range that JSON readers hold exactly.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// Returns the size in the largest unit that expresses it exactly: 65536 is "64KiB", 65537 is "65537B", 0 is "0B".
[[nodiscard]] std::string size_to_text(std::uint64_t bytes);

/// Returns the word nearest to `word` by edit distance, the first of several; nullopt when more than a third of its
/// characters, or in a short word more than one, would have to change.  For "did you mean" in error messages.
[[nodiscard]] std::optional<std::string_view> nearest_word(std::string_view word,
                                                           std::span<const std::string_view> words);

/// Returns the longest prefix of at most `max` characters (code points), without cutting one in two.
/// @pre `text` is valid UTF-8
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t max) noexcept;

/// Returns `text` without the spaces, tabs, line ends, no-break spaces (U+00A0) and ideographic spaces (U+3000) at
/// both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

}  // namespace defectd

#endif
