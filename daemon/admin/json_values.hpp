// Builds the values of the API's documents.  A member is always present: what is not known is null.  Pure.
#ifndef DEFECTD_ADMIN_JSON_VALUES_HPP
#define DEFECTD_ADMIN_JSON_VALUES_HPP

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/time.hpp"

namespace defectd {

/// Returns a string with U+FFFD for bytes that are not UTF-8.
[[nodiscard]] boost::json::value json_text(std::string_view text);

/// Returns a string, or null when `text` is empty.
[[nodiscard]] boost::json::value json_text_or_null(std::string_view text);

/// Returns the time as RFC 3339 in UTC, or null.
[[nodiscard]] boost::json::value json_time_or_null(const std::optional<timestamp>& at);

/// Returns the number, or null when it is 0: a status that was never received, a line that is not known.
[[nodiscard]] boost::json::value json_number_or_null(std::int64_t number);

/// Returns what a receiver wrote in a form that is safe in a terminal and in JSON: control characters, backslashes and
/// bytes outside printable ASCII become \n, \t, \\ or \xHH.
[[nodiscard]] std::string escaped_text(std::string_view bytes);

}  // namespace defectd

#endif
