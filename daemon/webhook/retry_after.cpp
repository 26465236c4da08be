#include "defectd/webhook/answer.hpp"

#include <algorithm>
#include <chrono>

#include "defectd/base/ascii.hpp"
#include "http_date.hpp"

namespace defectd {
namespace {

bool are_digits(std::string_view text) noexcept
{
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// Reads "120", or "1.5" as 2 so that no retry is too early.  Returns nullopt for a sign, an exponent or other text.
std::optional<std::chrono::seconds> parse_seconds(std::string_view text) noexcept
{
    const std::string_view whole = text.substr(0, text.find('.'));
    const std::string_view fraction = text.substr(std::min(whole.size() + 1, text.size()));
    if (whole.size() + fraction.size() == 0 || !are_digits(whole) || !are_digits(fraction))
        return std::nullopt;
    std::chrono::seconds total{0};
    for (const char digit : whole)
        total = std::min(total * 10 + std::chrono::seconds{digit - '0'}, max_parsed_retry_after);
    if (fraction.find_first_not_of('0') != std::string_view::npos)
        ++total;
    return std::min(total, max_parsed_retry_after);
}

/// Reads one value, seconds or a date.  A date in the past is now.
std::optional<timestamp> parse_one(std::string_view value, timestamp now) noexcept
{
    if (const auto wait = parse_seconds(value))
        return now + *wait;
    if (const auto at = parse_http_date(value, now))
        return std::max(*at, now);
    return std::nullopt;
}

/// Removes the next member of a list from `rest` and returns it.  The comma after the name of a day belongs to a date.
std::string_view take_member(std::string_view& rest) noexcept
{
    std::size_t comma = rest.find(',');
    if (comma != std::string_view::npos && is_day_name(without_outer_blanks(rest.substr(0, comma))))
        comma = rest.find(',', comma + 1);
    const std::size_t end = std::min(comma, rest.size());
    const std::string_view member = without_outer_blanks(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return member;
}

}  // namespace

std::optional<timestamp> parse_retry_after(std::string_view text, timestamp now) noexcept
{
    // Several values come from several hops; the longest wait satisfies all of them.
    std::optional<timestamp> latest;
    while (!text.empty())
        latest = std::max(latest, parse_one(take_member(text), now));
    return latest;
}

}  // namespace defectd
