#include "cells/time_of_day.hpp"

#include <algorithm>

#include "cells/date_words.hpp"
#include "cells/fold.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

constexpr int last_hour = 24;
constexpr std::string_view all_digits = "0123456789";

bool is_one_of(char c, std::string_view characters)
{
    return characters.find(c) != std::string_view::npos;
}

/// Takes minutes or the like: two digits below 60.  Takes a number of another kind, too, and returns false.
bool take_two_digits(cell_cursor& rest)
{
    const std::optional<number> found = rest.take_number();
    return found && found->digits == 2 && found->value < 60;
}

/// Takes the hour's sign and the minutes.  After a letter or 時 there may be no minutes.
bool take_minutes(cell_cursor& rest)
{
    if (rest.take(":") || rest.take("."))
        return take_two_digits(rest);
    bool is_spelled = false;
    for (const std::string_view sign : {" h", "h", "H", "時", "时", "點", "点"})
        is_spelled = is_spelled || rest.take(sign);
    const cell_cursor whole_hour = rest;
    rest.skip_blanks();
    if (is_spelled && !take_two_digits(rest))
        rest = whole_hour;
    return is_spelled;
}

/// True when the digits at `at` belong to a time: a fraction of a second, or a compact ISO time.
bool is_part_of_time(std::string_view text, std::size_t at)
{
    const bool is_fraction = at >= 4 && text[at - 1] == '.' && text[at - 4] == ':';
    return is_fraction || (at >= 1 && text[at - 1] == 'T');
}

/// True when a year is in the text: a cell with a second date says two things.
bool has_year(std::string_view text)
{
    for (std::size_t at = text.find_first_of(all_digits); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_not_of(all_digits, at), text.size());
        const std::string_view digits = text.substr(at, end - at);
        if (digits.size() == 4 && digits >= "1900" && digits < "2200" && !is_part_of_time(text, at))
            return true;
        at = text.find_first_of(all_digits, end);
    }
    return false;
}

/// True when two numbers are joined as in a date or a version.
bool has_joined_numbers(std::string_view text)
{
    for (std::size_t at = 1; at + 1 < text.size(); ++at)
        if (is_digit(text[at - 1]) && is_one_of(text[at], "/.-") && is_digit(text[at + 1]))
            return true;
    return false;
}

/// True for the name of a time zone: "Europe/Berlin", "Pacific Time".
bool is_zone_phrase(std::string_view text)
{
    if (text.find_first_of(all_digits) != std::string_view::npos)
        return false;
    const std::size_t slash = text.find('/');
    // A zone of the IANA database begins with a continent or ocean; "a/b" is something else.
    const bool is_path =
        slash != std::string_view::npos && slash >= 3 && text.find(' ') == std::string_view::npos;
    return is_path || names_time_zone(fold_name(text));
}

/// Reads what is beside a date, one piece at a time.  Each step takes its piece, or returns false and takes nothing.
class beside_date {
public:
    explicit beside_date(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool is_time_and_zone()
    {
        constexpr std::string_view joints = " ,.;:|@";
        for (rest_.skip(joints); !rest_.at_end(); rest_.skip(joints))
            if (!take_brackets() && !take_time_here() && !take_offset() && !take_word() &&
                !take_dashed_time())
                return has_time_ ? !has_joined_numbers(rest_.left()) : is_zone_phrase(rest_.left());
        return has_time_ || has_zone_ || !expects_time_;
    }

private:
    /// Takes brackets: a weekday or a zone, whatever is in them.
    bool take_brackets()
    {
        for (const auto& [open, close] : {std::pair('(', ')'), std::pair('[', ']')}) {
            const std::size_t end = rest_.left().find(close);
            if (rest_.left().front() != open || end == std::string_view::npos)
                continue;
            rest_ = cell_cursor(rest_.left().substr(end + 1));
            return true;
        }
        return false;
    }

    /// Takes a time of day in any form.
    bool take_time_here()
    {
        if (!rest_.at_digit())
            return false;
        const bool found = take_time(rest_) || take_bare_time();
        has_time_ = has_time_ || found;
        return found;
    }

    /// Takes "23"; where a word or the T of ISO announced a time also "2305" and "230500".
    bool take_bare_time()
    {
        const cell_cursor before = rest_;
        if (const std::optional<number> time = rest_.take_number()) {
            // A number alone is an hour only when no time was found yet: a second one would contradict the first.
            const bool is_hour = time->digits <= 2;
            const bool is_compact = expects_time_ && (time->digits == 4 || time->digits == 6);
            const int hour = is_hour ? time->value : time->value / (time->digits == 4 ? 100 : 10'000);
            if (!has_time_ && hour <= last_hour && (is_hour || is_compact))
                return true;
        }
        rest_ = before;
        return false;
    }

    /// Takes "+09:00", "-0700"; after a zone's name also "+2".
    bool take_offset()
    {
        constexpr int max_hours = 14;
        const cell_cursor before = rest_;
        if (rest_.take("+") || rest_.take("-")) {
            const std::optional<number> found = rest_.take_number();
            // Four digits are hours and minutes.  Hours alone could be the rest of a date, unless a zone was named.
            const bool is_compact = found && found->digits == 4;
            const bool has_minutes = found && !is_compact && rest_.take(":") && take_two_digits(rest_);
            if (found && found->value / (is_compact ? 100 : 1) <= max_hours &&
                (is_compact || has_minutes || has_zone_))
                return true;
        }
        rest_ = before;
        return false;
    }

    /// Takes "- 23:05".
    bool take_dashed_time()
    {
        const cell_cursor before = rest_;
        const bool found = !has_time_ && rest_.take("- ") && take_clock_time(rest_);
        has_time_ = has_time_ || found;
        if (!found)
            rest_ = before;
        return found;
    }

    /// Takes a weekday, a word that announces a time, a filler or a zone.
    bool take_word()
    {
        const cell_cursor before = rest_;
        if (const std::optional<word> found = take_date_word(rest_)) {
            const date_word& means = find_date_word(found->folded);
            // In scripts without blanks the zone's name and "time" are one word.
            const bool is_zone =
                is_zone_name(*found) || (!is_ascii(found->raw) && names_time_zone(found->folded));
            expects_time_ = expects_time_ || means.is_time_word;
            has_zone_ = has_zone_ || is_zone;
            if (means.is_time_word || means.is_weekday || means.is_filler || is_zone)
                return true;
        }
        rest_ = before;
        return false;
    }

    cell_cursor rest_;
    bool has_time_ = false;
    bool has_zone_ = false;
    bool expects_time_ = false;  ///< a word says that a time follows
};

}  // namespace

std::optional<word> take_date_word(cell_cursor& rest)
{
    return rest.take_word([](const std::string& folded) { return find_date_word(folded).is_known(); });
}

bool take_time(cell_cursor& rest)
{
    const cell_cursor before = rest;
    const std::optional<number> hour = rest.take_number();
    if (hour && hour->digits <= 2 && hour->value <= last_hour && take_minutes(rest)) {
        rest.skip(":.,0123456789");  // seconds and their fraction
        for (const std::string_view sign : {"分", "秒"})
            if (rest.take(sign))
                rest.skip(all_digits);
        rest.take("秒");
        return true;
    }
    rest = before;
    return false;
}

bool take_clock_time(cell_cursor& rest)
{
    const std::size_t colon = rest.left().find(':');
    return (colon == 1 || colon == 2) && take_time(rest);
}

bool is_zone_name(const word& name)
{
    constexpr std::size_t max_length = 5;
    const bool is_capital =
        std::all_of(name.raw.begin(), name.raw.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_capital && name.raw.size() <= max_length && (name.raw.size() > 1 || name.raw == "Z") &&
           !find_date_word(name.folded).is_known();
}

bool is_time_and_zone(std::string_view rest)
{
    const bool goes_on = rest.size() >= 2 && rest[0] == '.' && is_digit(rest[1]);  // a fourth number
    return !goes_on && !has_year(rest) && beside_date(rest).is_time_and_zone();
}

}  // namespace defectd
