// A moment as people name it on the command line and in the API.  Pure.
#ifndef DEFECTD_ADMIN_SINCE_HPP
#define DEFECTD_ADMIN_SINCE_HPP

#include <optional>
#include <string_view>

#include "defectd/base/time.hpp"

namespace defectd {

/// Reads a time (RFC 3339) or a span before `now`: "2026-11-23T11:00:00Z", "2h", "7d"; nullopt for anything else.
[[nodiscard]] std::optional<timestamp> parse_since(std::string_view text, timestamp now);

/// The end of an error message: what to write instead of something that is neither.
inline constexpr std::string_view since_forms =
    "use a time such as 2026-11-23T11:00:00Z, or a span before now such as 2h or 7d";

}  // namespace defectd

#endif
