#include "defectd/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <vector>

namespace defectd {
namespace {

struct size_unit {
    std::string_view suffix;
    std::uint64_t bytes;
};

/// From the largest to the smallest, so that size_to_text() finds the shortest text first.
constexpr std::array size_units{size_unit{"GiB", 1ULL << 30U}, size_unit{"MiB", 1ULL << 20U},
                                size_unit{"KiB", 1ULL << 10U}, size_unit{"B", 1}};

/// What trimmed() removes, in UTF-8; the last two are U+00A0 and U+3000.
constexpr std::array<std::string_view, 6> blanks{" ", "\t", "\r", "\n", "\xC2\xA0", "\xE3\x80\x80"};

/// Returns how many characters must be inserted, deleted or replaced to make `a` of `b` (Levenshtein).
/// `row[j]` is the distance between the first i characters of `a` and the first j of `b`; one row is enough.
std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row.back();
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) noexcept
{
    std::size_t p = 0;
    std::size_t t = 0;
    // On a mismatch only the last `*` has to be tried again, one byte longer: whatever an earlier one could match,
    // the last one matches too.  So the search never branches.
    std::size_t star = std::string_view::npos;  // the last `*`, and where its run may next end
    std::size_t run_end = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            run_end = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++run_end;
        } else {
            return false;
        }
    }
    // The text has ended; what is left of the pattern must match nothing.
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::optional<std::uint64_t> parse_size(std::string_view text)
{
    std::uint64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{})
        return std::nullopt;
    const std::string_view suffix(rest, static_cast<std::size_t>(end - rest));
    for (const size_unit& u : size_units)
        if (suffix == u.suffix && count <= (1ULL << 53U) / u.bytes)
            return count * u.bytes;
    return std::nullopt;
}

std::string size_to_text(std::uint64_t bytes)
{
    for (const size_unit& u : size_units)
        if (bytes != 0 && bytes % u.bytes == 0)
            return fmt::format("{}{}", bytes / u.bytes, u.suffix);
    return "0B";
}

std::optional<std::string_view> nearest_word(std::string_view word, std::span<const std::string_view> words)
{
    const std::size_t near_enough = std::max<std::size_t>(1, word.size() / 3);
    std::optional<std::string_view> nearest;
    std::size_t best = near_enough + 1;
    for (const std::string_view candidate : words) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string_view utf8_prefix(std::string_view text, std::size_t max) noexcept
{
    // Bytes 10xxxxxx continue a character; every other byte begins one.
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts_character = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (starts_character && ++characters > max)
            return text.substr(0, i);
    }
    return text;
}

std::string_view trimmed(std::string_view text) noexcept
{
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                again = true;
            } else if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
        }
    }
    return text;
}

}  // namespace defectd
