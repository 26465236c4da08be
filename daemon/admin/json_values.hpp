// The values that documents of the API are made of.
#ifndef DEFECTD_ADMIN_JSON_VALUES_HPP
#define DEFECTD_ADMIN_JSON_VALUES_HPP

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/time.hpp"

namespace defectd {

[[nodiscard]] boost::json::value json_text(std::string_view text);

/// null when empty.
[[nodiscard]] boost::json::value json_text_or_null(std::string_view text);

[[nodiscard]] boost::json::value json_time_or_null(const std::optional<timestamp>& at);

/// null when 0: a status that never came, a line that is not known.
[[nodiscard]] boost::json::value json_number_or_null(std::int64_t number);

/// What a receiver wrote, fit for a terminal and for JSON: control characters, backslashes and bytes outside
/// printable ASCII come as \n, \t, \\ or \xHH.
[[nodiscard]] std::string escaped_text(std::string_view bytes);

}  // namespace defectd

#endif
