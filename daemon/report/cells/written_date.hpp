// A date as a report writes it.  Pure.
//
// Three numbers such as 10/11/26 can be read in several orders; which one is right is known at the end of the
// column (date_column.hpp).  Everything else is a day at once.
#ifndef DEFECTD_REPORT_CELLS_WRITTEN_DATE_HPP
#define DEFECTD_REPORT_CELLS_WRITTEN_DATE_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "defectd/base/time.hpp"
#include "defectd/config/configuration.hpp"

namespace defectd {

/// A set of date orders, one bit each.
using date_orders = std::uint8_t;
/// The orders that a date can have; `automatic` is a choice of the configuration, not an order.
inline constexpr std::array every_date_order{date_order::mdy, date_order::dmy, date_order::ymd};

/// Returns the set of one order.
[[nodiscard]] constexpr date_orders bit_of(date_order order) noexcept
{
    return static_cast<date_orders>(1U << static_cast<unsigned>(order));
}

/// What the cell of a date says: nothing, a day, or three numbers.
struct written_date {
    enum class form : std::uint8_t { unreadable, day, numbers };

    form shape = form::unreadable;
    date_orders orders = 0;  ///< numbers: the orders that give a day that exists
    std::array<std::int16_t, 3>
        parts{};           ///< numbers: as written; a year of two digits is made one of 20xx on reading
    std::int32_t day = 0;  ///< day: days since 1970-01-01

    /// Returns the day of the date.
    /// @param order  ignored unless shape is numbers
    /// @pre shape is day, or numbers and `order` is one of `orders`
    [[nodiscard]] date on(date_order order) const noexcept;
};

/// Reads ISO dates, month names of every language (languages/), 2026年11月23日, numbers with `/` `.` or `-`, and
/// the day numbers of spreadsheets; weekday, time of day and zone beside the date are skipped.  Years are 1900 …
/// 2199, those of two digits 2000 … 2099.
/// @param text  valid UTF-8
[[nodiscard]] written_date read_date(std::string_view text);

}  // namespace defectd

#endif
