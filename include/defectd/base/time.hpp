// Points in time, days and spans as every module uses them, and their text forms.
// Pure: nothing here reads a clock.
#ifndef DEFECTD_BASE_TIME_HPP
#define DEFECTD_BASE_TIME_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace defectd {

/// A point in time, UTC, in whole milliseconds: the form of the database and of every event.
using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// A calendar day, UTC.
using date = std::chrono::sys_days;

/// A span of time in whole milliseconds.
using duration = std::chrono::milliseconds;

/// The UTC day that holds `at`.
[[nodiscard]] date date_of(timestamp at) noexcept;

/// The earlier of two that there may be; nullopt when there is neither.
[[nodiscard]] std::optional<timestamp> earlier(std::optional<timestamp> a,
                                               std::optional<timestamp> b) noexcept;

/// "2026-11-23T11:00:00.123Z" (RFC 3339, always UTC, always three decimals).
[[nodiscard]] std::string to_rfc3339(timestamp at);

/// "2026-11-23".
[[nodiscard]] std::string to_iso_date(date day);

/// Reads RFC 3339 with `Z` or an offset and up to nine decimals (cut to ms).
/// nullopt when `text` is not exactly that, or names a day that does not exist.
[[nodiscard]] std::optional<timestamp> parse_rfc3339(std::string_view text);

/// Reads "2026-11-23"; nullopt for another shape or a day that does not exist.
[[nodiscard]] std::optional<date> parse_iso_date(std::string_view text);

/// Reads a span with one unit: `1ms 500ms 30s 5m 2h 7d`; at most 36500 d.
[[nodiscard]] std::optional<duration> parse_duration(std::string_view text);

/// The shortest exact text with one unit: 5000 ms is "5s", 1500 ms is "1500ms".
[[nodiscard]] std::string to_text(duration span);

}  // namespace defectd

#endif
