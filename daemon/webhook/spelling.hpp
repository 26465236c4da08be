// The ways in which a text may spell a character: as itself, or escaped for a URL, for JSON or for HTML.  Pure.
#ifndef DEFECTD_WEBHOOK_SPELLING_HPP
#define DEFECTD_WEBHOOK_SPELLING_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

struct spelling {
    char meant;
    std::size_t length;  ///< of what spells it, in characters of the text
};

/// What the front of `text` may stand for; the character itself is the first.  @pre `text` is not empty
[[nodiscard]] std::vector<spelling> spellings_at_front(std::string_view text);

/// Whether `text` is the beginning of an escape that was cut off.
[[nodiscard]] bool is_begun_escape(std::string_view text);

/// Percent escapes resolved once; what is none stands for itself.
[[nodiscard]] std::string without_percent_escapes(std::string_view text);

}  // namespace defectd

#endif
