#include "defectd/base/time.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>

namespace defectd {
namespace {

using namespace std::chrono;

struct unit {
    std::string_view suffix;
    std::int64_t milliseconds;
};

/// From the largest to the smallest, so that to_text() finds the shortest text first.
constexpr std::array units{unit{"d", 86'400'000}, unit{"h", 3'600'000}, unit{"m", 60'000}, unit{"s", 1'000},
                           unit{"ms", 1}};

/// A hundred years: a span of this length can be added to any time that RFC 3339 can write without an overflow.
constexpr std::int64_t max_span_ms = 36'500LL * 86'400'000;

/// Reads exactly `width` digits at the front of `text` and takes them off it.
std::optional<int> take_digits(std::string_view& text, std::size_t width)
{
    int value = 0;
    if (text.size() < width)
        return std::nullopt;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return value;
}

/// Takes `wanted` off the front of `text`; false, and nothing taken, when another character is there.
bool take(std::string_view& text, char wanted)
{
    if (text.empty() || text.front() != wanted)
        return false;
    text.remove_prefix(1);
    return true;
}

/// Takes "2026-11-23" off the front of `text`; nullopt for another shape or a day that does not exist.
std::optional<date> take_date(std::string_view& text)
{
    const auto y = take_digits(text, 4);
    if (!y || !take(text, '-'))
        return std::nullopt;
    const auto m = take_digits(text, 2);
    if (!m || !take(text, '-'))
        return std::nullopt;
    const auto d = take_digits(text, 2);
    if (!d)
        return std::nullopt;
    // ok() rejects days such as February 30.
    const year_month_day ymd{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!ymd.ok())
        return std::nullopt;
    return date{ymd};
}

/// ".123" to 123 ms; digits past the third are cut.  Takes the fraction off `text`.
std::optional<milliseconds> take_fraction(std::string_view& text)
{
    if (!take(text, '.'))
        return 0ms;
    int value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
        if (digits < 3)
            value = value * 10 + (text[digits] - '0');
        ++digits;
    }
    // A bare dot is an error; more than nanoseconds is not a time that any system writes.
    if (digits == 0 || digits > 9)
        return std::nullopt;
    text.remove_prefix(digits);
    // ".5" is 500 ms.
    for (std::size_t n = digits; n < 3; ++n)
        value *= 10;
    return milliseconds{value};
}

/// "Z" or "+hh:mm"; the whole rest of `text`.
std::optional<minutes> read_offset(std::string_view text)
{
    if (text == "Z" || text == "z")
        return 0min;
    // West of Greenwich the written time is behind UTC.
    const bool behind = !text.empty() && text.front() == '-';
    if (!behind && (text.empty() || text.front() != '+'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto h = take_digits(text, 2);
    if (!h || *h > 23 || !take(text, ':'))
        return std::nullopt;
    const auto m = take_digits(text, 2);
    if (!m || *m > 59 || !text.empty())
        return std::nullopt;
    const minutes offset{*h * 60 + *m};
    return behind ? -offset : offset;
}

}  // namespace

date date_of(timestamp at) noexcept
{
    return floor<days>(at);
}

std::string to_iso_date(date day)
{
    const year_month_day ymd{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::optional<timestamp> earlier(std::optional<timestamp> a, std::optional<timestamp> b) noexcept
{
    if (a && b)
        return std::min(*a, *b);
    return a ? a : b;
}

std::string to_rfc3339(timestamp at)
{
    const date day = date_of(at);
    const hh_mm_ss clock{at - day};
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_iso_date(day), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<timestamp> parse_rfc3339(std::string_view text)
{
    const auto day = take_date(text);
    if (!day || (!take(text, 'T') && !take(text, 't')))
        return std::nullopt;
    const auto h = take_digits(text, 2);
    if (!h || *h > 23 || !take(text, ':'))
        return std::nullopt;
    const auto m = take_digits(text, 2);
    if (!m || *m > 59 || !take(text, ':'))
        return std::nullopt;
    const auto s = take_digits(text, 2);
    if (!s || *s > 59)
        return std::nullopt;
    const auto fraction = take_fraction(text);
    if (!fraction)
        return std::nullopt;
    const auto offset = read_offset(text);
    if (!offset)
        return std::nullopt;
    // The offset is how far the written time is ahead of UTC.  A leap second, ":60", was refused above.
    return timestamp{*day + hours{*h} + minutes{*m} + seconds{*s} + *fraction - *offset};
}

std::optional<date> parse_iso_date(std::string_view text)
{
    const auto day = take_date(text);
    return text.empty() ? day : std::nullopt;
}

std::optional<duration> parse_duration(std::string_view text)
{
    std::int64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    // from_chars reads a minus sign too; a span is never negative.
    if (error != std::errc{} || count < 0 || text.front() == '+')
        return std::nullopt;
    const std::string_view suffix(rest, static_cast<std::size_t>(end - rest));
    for (const unit& u : units)
        if (suffix == u.suffix && count <= max_span_ms / u.milliseconds)
            return duration{count * u.milliseconds};
    return std::nullopt;
}

std::string to_text(duration span)
{
    for (const unit& u : units)
        if (span.count() != 0 && span.count() % u.milliseconds == 0)
            return fmt::format("{}{}", span.count() / u.milliseconds, u.suffix);
    return "0s";
}

}  // namespace defectd
