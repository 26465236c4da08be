// An operator's wording: text with fields in braces.  The text may use the receiver's markup; what a field stands
// for never does, so no report can break or abuse a message.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_WORDING_HPP
#define DEFECTD_EVENT_PAYLOAD_WORDING_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/result.hpp"
#include "payload/message.hpp"
#include "payload/plain_text.hpp"

namespace defectd::payloads {

/// A stretch of a wording.
struct wording_piece {
    enum class kind : std::uint8_t { text, field };
    kind is = kind::text;
    std::string text;  ///< as it stands, or the field's name
};

/// Characters of a wording; more is a mistake.
inline constexpr std::size_t max_wording_length = 500;

/// The pieces, or what is wrong.
[[nodiscard]] result<std::vector<wording_piece>, text_error> parse_wording(std::string_view wording);

/// The wording with the message's values, in the receiver's markup and at most `max` units; nullopt when it is
/// wrong, empty, or names a field that events of this type do not have: then our own words stand.
[[nodiscard]] std::optional<std::string> worded(const std::optional<std::string>& wording, const message& msg,
                                                escape escaped, std::size_t max);

}  // namespace defectd::payloads

#endif
