#include "retry_after.hpp"

#include <algorithm>
#include <chrono>

#include "ascii.hpp"
#include "defectd/webhook/answer.hpp"
#include "http_date.hpp"

namespace defectd {
namespace {

/// Optional white space as headers have it: spaces and tabs, no line ends.
std::string_view without_outer_blanks(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Digits only, as many as there are: no sign, no decimals.
std::optional<std::chrono::seconds> parse_seconds(std::string_view text) noexcept
{
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    std::chrono::seconds total{0};
    for (const char digit : text)
        total = std::min(total * 10 + std::chrono::seconds{digit - '0'}, longest_retry_after);
    return total;
}

}  // namespace

std::optional<timestamp> parse_retry_after(std::string_view text, timestamp now) noexcept
{
    const std::string_view value = without_outer_blanks(text);
    if (const auto wait = parse_seconds(value))
        return now + *wait;
    if (const auto at = parse_http_date(value, now))
        return std::max(*at, now);
    return std::nullopt;
}

}  // namespace defectd
