// Takes a subscriber's secrets out of what its receiver says: some receivers echo the request in their answer, and an
// answer is shown to people who may see deliveries but no keys.  Pure.
#ifndef DEFECTD_WEBHOOK_ANSWER_MASK_HPP
#define DEFECTD_WEBHOOK_ANSWER_MASK_HPP

#include <string>
#include <string_view>
#include <vector>

#include "defectd/webhook/signing.hpp"
#include "defectd/webhook/url.hpp"

namespace defectd {

/// What stands in the place of each secret.
inline constexpr std::string_view masked_text = "***";

/// A secret is found in whatever spelling: plain, or with any of its characters escaped as in URLs ("%2F", also twice:
/// "%252F"), in JSON ("\/", "\u002f", also within a string within JSON), or in HTML ("&amp;", "&#x2F;"), and in its
/// beginning alone where the text is cut off within it.  Texts of fewer than 4 characters are not secrets: masking them
/// would take away every text and hide nothing.
class answer_mask {
public:
    /// The text of a key, a token or a header's value; of "Bearer abc…" the part behind the blank as well.
    void add(std::string_view secret);

    /// As it stands in its file, with and without its prefix, and the bytes it was made of; base64 with and without
    /// its padding, in the alphabet of URLs too.
    void add(const signing_key& key);

    /// Path and query, together and each, as written and decoded; of them each segment and value that looks like a
    /// token: 8 characters or more, and no plain word.
    void add(const endpoint_url& url);

    /// `text` with each secret replaced by masked_text; secrets that overlap or touch become one.
    /// @param is_cut  more of the text came than stands here, so that even a first character at its end may be the
    ///                beginning of a secret; otherwise 4 must be
    [[nodiscard]] std::string masked(std::string_view text, bool is_cut) const;

private:
    void add_text(std::string_view secret);
    void add_base64(std::string_view prefix, std::string_view bytes);
    void add_tokens(std::string_view text, std::string_view separators);

    std::vector<std::string> secrets_;
};

}  // namespace defectd

#endif
