#include "written_date.hpp"

#include "defectd/base/assert.hpp"
#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"
#include "fold.hpp"

namespace defectd {
namespace {

using namespace std::chrono;

struct number {
    int value = 0;
    int digits = 0;  ///< 1, 2 or 4
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool take(std::string_view& text, std::string_view wanted)
{
    if (!text.starts_with(wanted))
        return false;
    text.remove_prefix(wanted.size());
    return true;
}

void skip_spaces(std::string_view& text)
{
    while (take(text, " ") || take(text, "\xC2\xA0") || take(text, "\xE3\x80\x80") ||
           take(text, "\xE2\x80\xAF")) {
    }
}

std::optional<number> take_number(std::string_view& text)
{
    number found;
    while (!text.empty() && is_digit(text.front()) && found.digits <= 4) {
        found.value = found.value * 10 + (text.front() - '0');
        ++found.digits;
        text.remove_prefix(1);
    }
    if (found.digits == 1 || found.digits == 2 || found.digits == 4)
        return found;
    return std::nullopt;
}

/// Behind a date stands nothing, or a time of day.
bool is_time_or_end(std::string_view rest)
{
    rest = trimmed(rest);
    if (rest.empty())
        return true;
    if (!take(rest, "T"))
        take(rest, ",");
    skip_spaces(rest);
    const std::optional<number> hour = take_number(rest);
    return hour && hour->digits <= 2 && hour->value < 25 && rest.starts_with(":");
}

int full_year(number n)
{
    return n.digits == 4 ? n.value : 2000 + n.value;
}

std::optional<date> day_of(int y, int m, int d)
{
    const year_month_day day{year{y}, month{static_cast<unsigned>(m)},
                             std::chrono::day{static_cast<unsigned>(d)}};
    if (y < 1900 || y > 2199 || !day.ok())
        return std::nullopt;
    return date{day};
}

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

std::optional<date> day_in(date_order order, const std::array<std::int16_t, 3>& parts)
{
    const calendar_parts of = in_order(order, parts[0], parts[1], parts[2]);
    return day_of(of.year < 100 ? 2000 + of.year : of.year, of.month, of.day);
}

/// A year of four digits stands first (then it is a day at once) or last; otherwise every order is tried.
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

/// "10/11/26", "10.11.2026", "23. 11. 2026", "2026-11-23"; nullopt when it is not of this shape.
std::optional<written_date> read_numbers(std::string_view text)
{
    const std::optional<number> a = take_number(text);
    if (!a || text.empty())
        return std::nullopt;
    const std::string_view separator = text.substr(0, 1);
    if (std::string_view("/.-").find(separator) == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(1);
    skip_spaces(text);
    const std::optional<number> b = take_number(text);
    if (!b || !take(text, separator))
        return std::nullopt;
    skip_spaces(text);
    const std::optional<number> c = take_number(text);
    if (!c || !is_time_or_end(text))
        return std::nullopt;
    return from_numbers(*a, *b, *c);
}

std::optional<written_date> read_japanese(std::string_view text)
{
    const std::optional<number> y = take_number(text);
    if (!y || y->digits == 1 || !take(text, "年"))
        return std::nullopt;
    skip_spaces(text);
    const std::optional<number> m = take_number(text);
    if (!m || !take(text, "月"))
        return std::nullopt;
    skip_spaces(text);
    const std::optional<number> d = take_number(text);
    if (!d || !take(text, "日") || !is_time_or_end(text))
        return std::nullopt;
    return resolved(day_of(full_year(*y), m->value, d->value));
}

/// Takes the letters at the front, folded; empty when there are none.
std::string take_word(std::string_view& text)
{
    std::string word;
    while (!text.empty() && !is_digit(text.front())) {
        const utf8_character c = first_character(text);
        const std::string letter = folded_name(text.substr(0, c.size));
        if (letter.empty())
            break;
        word += letter;
        text.remove_prefix(c.size);
    }
    return word;
}

/// "of" and its kind, and the endings of ordinal numbers: 23rd, 1er.
bool is_filler(std::string_view word)
{
    for (const std::string_view filler : {"de", "del", "of", "st", "nd", "rd", "th", "er"})
        if (word == filler)
            return true;
    return false;
}

/// "Nov 23, 2026", "23. November 2026", "23-Nov-26", "23 de noviembre de 2026", "2026 Nov 23".
written_date read_named(std::string_view text)
{
    std::optional<int> month;
    std::optional<number> first;
    std::optional<number> second;
    while (!text.empty() && !(month && second)) {
        if (is_digit(text.front())) {
            std::optional<number>& place = first ? second : first;
            if (second)
                return {};
            place = take_number(text);
            if (!place)
                return {};
        } else if (const std::string word = take_word(text); !word.empty()) {
            const std::optional<int> named = month_named(word);
            if (!is_filler(word) && (!named || month))
                return {};
            month = named ? named : month;
        } else {
            text.remove_prefix(first_character(text).size);  // a space or punctuation
        }
    }
    if (!month || !second || !is_time_or_end(text))
        return {};
    const bool year_first = first->digits == 4;
    const number y = year_first ? *first : *second;
    const number d = year_first ? *second : *first;
    return d.digits > 2 || y.digits == 1 ? written_date{} : resolved(day_of(full_year(y), *month, d.value));
}

written_date read_half_width(std::string_view text)
{
    text = trimmed(text);
    if (const std::optional<written_date> read = read_numbers(text))
        return *read;
    if (const std::optional<written_date> read = read_japanese(text))
        return *read;
    return read_named(text);
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
    constexpr std::size_t longest_date = 80;  // bytes, a time with its zone included
    if (text.size() > longest_date)
        return {};
    const bool may_be_full_width = text.find("\xEF\xBC") != std::string_view::npos;
    return may_be_full_width ? read_half_width(lower_case(text)) : read_half_width(text);
}

}  // namespace defectd
