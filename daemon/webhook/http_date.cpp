#include "http_date.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "defectd/base/ascii.hpp"

namespace defectd {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> days_in_short{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> days_in_full{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months_in_short{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The zones that are accepted after the time; all of them mean UTC.
constexpr std::array<std::string_view, 4> zones{" GMT", " UTC", " UT", " +0000"};

/// Reads a text from its front.  After the first mismatch is_complete() stays false, so a caller checks only once.
class date_reader {
public:
    explicit date_reader(std::string_view text) noexcept : rest_(text) {}

    void skip(std::string_view expected) noexcept
    {
        if (rest_.starts_with(expected))
            rest_.remove_prefix(expected.size());
        else
            is_good_ = false;
    }

    [[nodiscard]] int digits(std::size_t count) noexcept
    {
        if (rest_.size() < count)
            is_good_ = false;
        int value = 0;
        for (; is_good_ && count > 0; --count) {
            is_good_ = is_digit(rest_.front());
            value = value * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }

    /// Reads one of the names and returns its 1-based position.
    int one_of(std::span<const std::string_view> names) noexcept
    {
        int place = 0;
        for (const std::string_view name : names) {
            ++place;
            if (rest_.starts_with(name)) {
                rest_.remove_prefix(name.size());
                return place;
            }
        }
        is_good_ = false;
        return 1;
    }

    [[nodiscard]] bool next_is(char c) const noexcept { return rest_.starts_with(c); }
    void refuse_unless(bool is_right) noexcept { is_good_ = is_good_ && is_right; }
    [[nodiscard]] bool is_complete() const noexcept { return is_good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

struct date_parts {
    int year = 0;
    int month = 1;
    int day = 1;
    seconds time{0};
};

/// Reads "08:49:37".  Second 60 is a leap second and is read as the first second of the next minute.
seconds take_time(date_reader& text) noexcept
{
    const int hour = text.digits(2);
    text.skip(":");
    const int minute = text.digits(2);
    text.skip(":");
    const int second = text.digits(2);
    text.refuse_unless(hour <= 23 && minute <= 59 && second <= 60);
    return hours{hour} + minutes{minute} + seconds{second};
}

year_month_day day_of(const date_parts& parts) noexcept
{
    return year{parts.year} / month{static_cast<unsigned>(parts.month)} /
           day{static_cast<unsigned>(parts.day)};
}

timestamp time_of(const date_parts& parts) noexcept
{
    return sys_days{day_of(parts)} + parts.time;
}

/// Returns the time, unless the text did not match or the day does not exist, such as 30 February.
std::optional<timestamp> existing_time(const date_reader& text, const date_parts& parts) noexcept
{
    if (!text.is_complete() || !day_of(parts).ok())
        return std::nullopt;
    return time_of(parts);
}

/// Reads "Sun, 06 Nov 1994 08:49:37 GMT", the form that servers send (RFC 9110, 5.6.7).  A wrong day of the
/// week is ignored.
std::optional<timestamp> read_imf_fixdate(date_reader text) noexcept
{
    date_parts parts;
    text.one_of(days_in_short);
    text.skip(", ");
    parts.day = text.digits(2);
    text.skip(" ");
    parts.month = text.one_of(months_in_short);
    text.skip(" ");
    parts.year = text.digits(4);
    text.skip(" ");
    parts.time = take_time(text);
    text.one_of(zones);
    return existing_time(text, parts);
}

/// Returns the last year with the same two digits that is not more than 50 years after `now` (RFC 9110, 5.6.7).
int full_year(date_parts parts, timestamp now) noexcept
{
    const date today = date_of(now);
    const year_month_day calendar{today};
    const timestamp latest = sys_days{calendar + years{50}} + (now - today);
    parts.year += static_cast<int>(calendar.year()) / 100 * 100 + 100;
    while (time_of(parts) > latest)
        parts.year -= 100;
    return parts.year;
}

/// Reads "Sunday, 06-Nov-94 08:49:37 GMT", the obsolete form of RFC 850.
std::optional<timestamp> read_rfc850_date(date_reader text, timestamp now) noexcept
{
    date_parts parts;
    text.one_of(days_in_full);
    text.skip(", ");
    parts.day = text.digits(2);
    text.skip("-");
    parts.month = text.one_of(months_in_short);
    text.skip("-");
    parts.year = text.digits(2);
    text.skip(" ");
    parts.time = take_time(text);
    text.one_of(zones);
    // Only a date that matched has a day from which a full year can be computed.
    if (text.is_complete())
        parts.year = full_year(parts, now);
    return existing_time(text, parts);
}

/// Reads "Sun Nov  6 08:49:37 1994", the obsolete form of C's asctime(), with a blank before a day of one digit.
std::optional<timestamp> read_asctime_date(date_reader text) noexcept
{
    date_parts parts;
    text.one_of(days_in_short);
    text.skip(" ");
    parts.month = text.one_of(months_in_short);
    text.skip(" ");
    if (text.next_is(' ')) {
        text.skip(" ");
        parts.day = text.digits(1);
    } else {
        parts.day = text.digits(2);
    }
    text.skip(" ");
    parts.time = take_time(text);
    text.skip(" ");
    parts.year = text.digits(4);
    return existing_time(text, parts);
}

}  // namespace

bool is_day_name(std::string_view text) noexcept
{
    const auto is_text = [text](std::string_view name) { return name == text; };
    return std::any_of(days_in_short.begin(), days_in_short.end(), is_text) ||
           std::any_of(days_in_full.begin(), days_in_full.end(), is_text);
}

std::optional<timestamp> parse_http_date(std::string_view text, timestamp now) noexcept
{
    const date_reader whole(text);
    // Each form gets a reader of its own, which starts at the front.
    if (const auto at = read_imf_fixdate(whole))
        return at;
    if (const auto at = read_rfc850_date(whole, now))
        return at;
    return read_asctime_date(whole);
}

}  // namespace defectd
