// Secrets that are signed with as they are written: every character of the text is a byte of the key.  What can only
// be a slip of copying is refused, because it would give signatures that no receiver verifies.
#include <algorithm>

#include "defectd/base/ascii.hpp"
#include "signing/scheme.hpp"

namespace defectd {
namespace {

constexpr std::string_view is_empty =
    "the secret is empty: write the text that the receiver verifies signatures with";
constexpr std::string_view is_private_key =
    "this is an Ed25519 private key (whsk_): use it with the scheme standard-ed25519";
constexpr std::string_view is_public_key =
    "this is an Ed25519 public key (whpk_), which can verify but not sign: write the "
    "text that the receiver verifies signatures with";
constexpr std::string_view has_byte_order_mark =
    "the secret begins with a byte order mark, which would become part of the key: save "
    "it as UTF-8 without one";
constexpr std::string_view has_white_space_round_it =
    "the secret begins or ends with white space, which would become part of the key: remove it";
constexpr std::string_view has_control_characters =
    "the secret contains a line break or another control character: write it on one line, as plain text";

/// Blanks at either end come from copying or from an editor; a blank inside may be part of the key.
bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Returns what is wrong with the secret; empty when nothing is.
std::string_view what_is_wrong(std::string_view text)
{
    if (text.empty())
        return is_empty;
    if (text.size() > max_key_length)
        return key_is_too_long;
    if (text.starts_with("\xEF\xBB\xBF"))
        return has_byte_order_mark;
    if (is_white(text.front()) || is_white(text.back()))
        return has_white_space_round_it;
    if (std::any_of(text.begin(), text.end(), is_control))
        return has_control_characters;
    if (text.starts_with("whsk_"))
        return is_private_key;
    if (text.starts_with("whpk_"))
        return is_public_key;
    return text.size() < min_key_length ? key_is_too_short : std::string_view();
}

}  // namespace

result<secret, text_error> parse_text_secret(std::string_view text)
{
    const std::string_view wrong = what_is_wrong(text);
    if (!wrong.empty())
        return text_error{std::string(wrong)};
    return secret(std::string(text));
}

}  // namespace defectd
