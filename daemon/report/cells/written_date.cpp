#include "cells/written_date.hpp"

#include "cells/cell_cursor.hpp"
#include "cells/date_words.hpp"
#include "cells/fold.hpp"
#include "cells/time_of_day.hpp"
#include "defectd/base/assert.hpp"
#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

using namespace std::chrono;

/// Returns the year of a number of two or four digits; those of two are years of 20xx.
int full_year(number n)
{
    return n.digits == 4 ? n.value : 2000 + n.value;
}

/// Returns the day of the calendar; nullopt when there is none, or the year is not 1900 … 2199.
std::optional<date> day_of(int y, int m, int d)
{
    const year_month_day day{year{y}, month{static_cast<unsigned>(m)},
                             std::chrono::day{static_cast<unsigned>(d)}};
    if (y < 1900 || y > 2199 || !day.ok())
        return std::nullopt;
    return date{day};
}

/// Returns a date that is known at once; unreadable without a day.
written_date resolved(const std::optional<date>& day)
{
    written_date read;
    if (!day)
        return read;
    read.shape = written_date::form::day;
    read.day = static_cast<std::int32_t>(day->time_since_epoch().count());
    return read;
}

struct calendar_parts {
    int year;
    int month;
    int day;
};

/// Returns three numbers as the parts that they are in this order.
calendar_parts in_order(date_order order, int a, int b, int c)
{
    switch (order) {
    case date_order::mdy: return {c, a, b};
    case date_order::dmy: return {c, b, a};
    case date_order::ymd: return {a, b, c};
    case date_order::automatic: break;
    }
    DEFECTD_ASSERT(false);
}

/// Returns the day that three numbers are in this order; nullopt when there is none.
std::optional<date> day_in(date_order order, const std::array<std::int16_t, 3>& parts)
{
    const calendar_parts written = in_order(order, parts[0], parts[1], parts[2]);
    return day_of(written.year < 100 ? 2000 + written.year : written.year, written.month, written.day);
}

/// Returns the date of three numbers.  With a year of four digits in front it is a day at once; otherwise every order
/// that gives a day is possible.
written_date from_numbers(number a, number b, number c)
{
    if (b.digits > 2)
        return {};
    if (a.digits == 4)
        return c.digits > 2 ? written_date{} : resolved(day_of(a.value, b.value, c.value));
    written_date read;
    read.parts = {static_cast<std::int16_t>(a.value), static_cast<std::int16_t>(b.value),
                  static_cast<std::int16_t>(c.value)};
    for (const date_order order : every_date_order)
        if ((order != date_order::ymd || c.digits <= 2) && day_in(order, read.parts))
            read.orders |= bit_of(order);
    if (read.orders != 0)
        read.shape = written_date::form::numbers;
    return read;
}

/// Takes a number of one, two or four digits, as day, month and year have.
std::optional<number> take_part(cell_cursor& text)
{
    const std::optional<number> part = text.take_number();
    if (part && (part->digits == 1 || part->digits == 2 || part->digits == 4))
        return part;
    return std::nullopt;
}

/// Takes a sign and the blanks around it; returns whether the sign was there.
bool take_sign(cell_cursor& text, std::string_view sign)
{
    text.skip_blanks();
    const bool found = text.take(sign);
    text.skip_blanks();
    return found;
}

/// Reads "10/11/26", "10.11.2026", "23. 11. 2026", "23 / 11 / 2026", "2026-11-23"; nullopt when it is not of this
/// shape.
std::optional<written_date> read_numbers(cell_cursor text)
{
    const std::optional<number> a = take_part(text);
    text.skip_blanks();
    if (!a || text.at_end())
        return std::nullopt;
    const std::string_view separator = text.left().substr(0, 1);
    if (std::string_view("/.-").find(separator) == std::string_view::npos)
        return std::nullopt;
    take_sign(text, separator);
    const std::optional<number> b = take_part(text);
    if (!b || !take_sign(text, separator))
        return std::nullopt;
    const std::optional<number> c = take_part(text);
    if (!c || !is_time_and_zone(text.left()))
        return std::nullopt;
    return from_numbers(*a, *b, *c);
}

/// Reads "20261123", the basic form of ISO 8601; and what a spreadsheet makes of a date that is not formatted as one:
/// the days since 1899-12-30, of the years 1999 to 2099.
std::optional<written_date> read_one_number(cell_cursor text)
{
    constexpr int first_serial = 36'161;
    constexpr int last_serial = 73'050;
    constexpr int serial_of_epoch = 25'569;
    const std::optional<number> all = text.take_number();
    if (!all)
        return std::nullopt;
    if (all->digits == 8 && is_time_and_zone(text.left()))
        return resolved(day_of(all->value / 10'000, all->value / 100 % 100, all->value % 100));
    if (text.take(".") || text.take(","))
        text.skip("0123456789");  // the time of day
    if (all->digits != 5 || !text.at_end() || all->value < first_serial || all->value > last_serial)
        return std::nullopt;
    return resolved(date{days{all->value - serial_of_epoch}});
}

/// Takes the sign after a day, in Japanese or Chinese.
bool take_day_sign(cell_cursor& text)
{
    return take_sign(text, "日") || take_sign(text, "号") || take_sign(text, "號");
}

/// Reads "2026年11月23日", "11月23日, 2026", "11 月 23 日 2026 年".
std::optional<written_date> read_ideographic(cell_cursor text)
{
    std::optional<number> y;
    std::optional<number> m = take_part(text);
    if (take_sign(text, "年")) {
        y = m;
        m = take_part(text);
    }
    if (!m || !take_sign(text, "月"))
        return std::nullopt;
    const std::optional<number> d = take_part(text);
    if (!d || !take_day_sign(text))
        return std::nullopt;
    if (!y) {
        text.skip(" ,");
        y = take_part(text);
        take_sign(text, "年");
    }
    if (!y || y->digits == 1 || !is_time_and_zone(text.left()))
        return std::nullopt;
    return resolved(day_of(full_year(*y), m->value, d->value));
}

/// Reads day, month and year in any order, the month by its name, with words around them: "Nov 23, 2026", "23.
/// November 2026", "23-Nov-26", "terça-feira, 23 de noviembre de 2026", "Tue Nov 23 23:05:00 CET 2026".
class named_date {
public:
    explicit named_date(cell_cursor text) : text_(text) {}

    [[nodiscard]] written_date read()
    {
        while (!text_.at_end() && !(month_ && second_))
            if (!(text_.at_digit() ? take_digits() : take_word()))
                return {};
        if (!month_ || !second_ || !is_time_and_zone(text_.left()))
            return {};
        // Of the two numbers beside a month's name the one with four digits is the year; without one, the second.
        const bool year_first = first_->digits == 4;
        const number y = year_first ? *first_ : *second_;
        const number d = year_first ? *second_ : *first_;
        return d.digits > 2 || y.digits == 1 ? written_date{}
                                             : resolved(day_of(full_year(y), *month_, d.value));
    }

private:
    bool take_digits()
    {
        if (take_clock_time(text_) || (first_ && take_time(text_)))  // no year of two digits: "20 Oct 23h05"
            return has_time_ = true;
        const std::optional<number> part = take_part(text_);
        if (!part || second_)
            return false;
        if (text_.take("月"))
            return note_month(part->value, false);
        (first_ ? second_ : first_) = part;
        return true;
    }

    bool take_word()
    {
        const std::optional<word> found = take_date_word(text_);
        if (!found) {
            text_.skip_character();  // a blank or punctuation
            return true;
        }
        const date_word& means = find_date_word(found->folded);
        if (means.month != 0)
            return note_month(means.month, means.is_weekday);
        return means.is_known() || (has_time_ && is_zone_name(*found));
    }

    /// Some words name a month in one language and a weekday in another: beside a month they are the weekday.
    bool note_month(int month, bool may_be_weekday)
    {
        if (!month_ || (month_may_be_weekday_ && !may_be_weekday)) {
            month_ = month;
            month_may_be_weekday_ = may_be_weekday;
            return true;
        }
        return may_be_weekday && (!month_may_be_weekday_ || month_ == month);
    }

    cell_cursor text_;
    std::optional<int> month_;
    bool month_may_be_weekday_ = false;
    std::optional<number> first_;
    std::optional<number> second_;
    bool has_time_ = false;
};

/// Returns what follows the weekday or the time in front of a date.
cell_cursor behind_front(cell_cursor text)
{
    for (;;) {
        text.skip(" ,.;:()[]");
        const cell_cursor before = text;
        if (take_clock_time(text))
            continue;
        const std::optional<word> found = take_date_word(text);
        const date_word means = found ? find_date_word(found->folded) : date_word{};
        // A letter right before the number counts the years of an era: R8.10.20 is in 2026.
        const bool is_era = found && found->folded.size() == 1 && text.at_digit();
        if (is_era || (!means.is_weekday && !means.is_filler && !means.is_time_word))
            return before;
        text.skip("-");  // segunda-feira
    }
}

/// Reads a date that begins with a digit; nullopt when it has none of their forms.
std::optional<written_date> read_digits(cell_cursor text)
{
    if (const std::optional<written_date> read = read_numbers(text))
        return read;
    if (const std::optional<written_date> read = read_one_number(text))
        return read;
    return read_ideographic(text);
}

/// Reads a cell as plain_text gives it.
written_date read_plain(std::string_view text)
{
    const cell_cursor whole(text);
    if (const std::optional<written_date> read = read_digits(whole))
        return *read;
    if (const written_date read = named_date(whole).read(); read.shape != written_date::form::unreadable)
        return read;
    return read_digits(behind_front(whole)).value_or(written_date{});
}

}  // namespace

date written_date::on(date_order order) const noexcept
{
    if (shape == form::day)
        return date{days{day}};
    const std::optional<date> found = day_in(order, parts);
    DEFECTD_ASSERT(found.has_value());
    return *found;
}

written_date read_date(std::string_view text)
{
    constexpr std::size_t max_date_length = 160;  // bytes, a time with the full name of its zone included
    text = trimmed(text);
    if (text.size() > max_date_length)
        return {};
    return is_ascii(text) ? read_plain(text) : read_plain(plain_text(text));
}

}  // namespace defectd
