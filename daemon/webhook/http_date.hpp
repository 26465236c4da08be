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
/// The name of the day must be one, but may be that of another day: it says nothing that the date does not.
/// @param now  which century a year of two digits is of
[[nodiscard]] std::optional<timestamp> parse_http_date(std::string_view text, timestamp now) noexcept;

}  // namespace defectd

#endif
