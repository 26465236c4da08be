// What is beside a date in a cell: a time of day, its zone, the weekday.  All of it is skipped.  Pure.
#ifndef DEFECTD_REPORT_CELLS_TIME_OF_DAY_HPP
#define DEFECTD_REPORT_CELLS_TIME_OF_DAY_HPP

#include <optional>
#include <string_view>

#include "cells/cell_cursor.hpp"

namespace defectd {

/// Takes letters as a word of dates: in scripts without blanks the longest word known.
[[nodiscard]] std::optional<word> take_date_word(cell_cursor& rest);

/// Takes "23:05", "23:05:00.123", "11.05", "23h05", "23時05分"; nothing of anything else.
bool take_time(cell_cursor& rest);

/// Takes a time with a colon after the hour, which no date has.
bool take_clock_time(cell_cursor& rest);

/// True for "UTC", "CEST", "Z": up to five capital letters that are not a word of dates.
[[nodiscard]] bool is_zone_name(const word& name);

/// True when there is nothing but weekday, time of day and zone, in any order and joined in any way: "at
/// 11:05 PM PST", "(火) 午後11時", "T23:05+09:00", "kl. 23.05".  Once a time is there, words that follow are
/// taken for its zone.  A second year makes it false: it is a second date.
[[nodiscard]] bool is_time_and_zone(std::string_view rest);

}  // namespace defectd

#endif
