// The dates of HTTP headers.
//
// Source: RFC 9110 §5.6.7.
#ifndef DEFECTD_WEBHOOK_HTTP_DATE_HPP
#define DEFECTD_WEBHOOK_HTTP_DATE_HPP

#include <optional>
#include <string_view>

#include "defectd/base/time.hpp"

namespace defectd {

/// Reads "Sun, 06 Nov 1994 08:49:37 GMT" and the two obsolete forms, "Sunday, 06-Nov-94 08:49:37 GMT" and
/// "Sun Nov  6 08:49:37 1994"; nullopt for anything else, however near, and for a day that does not exist.
/// For "GMT" other names of the same zone will do: UTC, UT, +0000.
/// The name of the day must be one, but may be that of another day: it says nothing that the date does not.
/// @param now  which century a year of two digits is of
[[nodiscard]] std::optional<timestamp> parse_http_date(std::string_view text, timestamp now) noexcept;

/// "Sun" or "Sunday": what stands before the comma of a date.
[[nodiscard]] bool is_day_name(std::string_view text) noexcept;

}  // namespace defectd

#endif
