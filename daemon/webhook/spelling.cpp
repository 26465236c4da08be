#include "spelling.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "defectd/base/ascii.hpp"

namespace defectd {
namespace {

/// Returns the character with this number; nullopt when the text is not a number in this base, or it is over 255.
std::optional<char> numbered(std::string_view digits, int base)
{
    unsigned value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
    if (error != std::errc{} || rest != end || digits.empty() || value > 0xFF)
        return std::nullopt;
    return static_cast<char>(value);
}

/// Returns the character of `count` hex digits at `at`; nullopt when the text is shorter.
std::optional<char> numbered_at(std::string_view text, std::size_t at, std::size_t count)
{
    return text.size() < at + count ? std::nullopt : numbered(text.substr(at, count), 16);
}

/// Adds the readings of "%2F", and of "%252F", which was escaped twice.
void add_percent(std::string_view text, std::vector<spelling>& found)
{
    std::size_t at = 1;
    auto character = numbered_at(text, at, 2);
    while (character) {
        at += 2;
        found.push_back({*character, at});
        character = *character == '%' ? numbered_at(text, at, 2) : std::nullopt;
    }
}

/// Adds the readings of "\/", "\u002f" and "\x2f" after any number of backslashes: a string inside a string doubles them.
void add_backslash(std::string_view text, std::vector<spelling>& found)
{
    const std::size_t at = text.find_first_not_of('\\');
    if (at >= 2)
        found.push_back({'\\', 2});
    if (at == std::string_view::npos)
        return;
    const std::size_t digits = text[at] == 'u' ? 4 : text[at] == 'x' ? 2 : 0;
    if (digits == 0)
        found.push_back({text[at], at + 1});
    else if (const auto character = numbered_at(text, at + 1, digits))
        found.push_back({*character, at + 1 + digits});
}

struct named_entity {
    std::string_view text;
    char character;
};

/// The named entities of HTML and XML for ASCII characters that need one.
constexpr auto named_entities = std::to_array<named_entity>(
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}});

/// The position of the `;` in the longest numeric entity: "&#x0000002f;".
constexpr std::size_t max_entity_length = 11;

/// Adds the readings of "&amp;", "&#38;" and "&#x26;".
void add_entity(std::string_view text, std::vector<spelling>& found)
{
    for (const named_entity& each : named_entities)
        if (text.starts_with(each.text))
            found.push_back({each.character, each.text.size()});
    const std::size_t end = text.find(';');
    if (!text.starts_with("&#") || end == std::string_view::npos || end > max_entity_length)
        return;
    const bool is_hex_number = to_lower(text[2]) == 'x';
    const std::string_view digits = text.substr(is_hex_number ? 3 : 2, end - (is_hex_number ? 3 : 2));
    if (const auto character = numbered(digits, is_hex_number ? 16 : 10))
        found.push_back({*character, end + 1});
}

}  // namespace

std::vector<spelling> spellings_at_front(std::string_view text)
{
    std::vector<spelling> found{{text.front(), 1}};
    switch (text.front()) {
    case '%': add_percent(text, found); break;
    case '\\': add_backslash(text, found); break;
    case '&': add_entity(text, found); break;
    // A form encodes a blank as a plus sign.
    case '+': found.push_back({' ', 1}); break;
    default: break;
    }
    return found;
}

bool is_begun_escape(std::string_view text)
{
    if (text.empty())
        return false;
    const std::string_view rest = text.substr(1);
    const bool are_hex = std::all_of(rest.begin(), rest.end(), is_hex);
    if (text.front() == '%')
        return rest.size() < 2 && are_hex;
    if (text.front() == '&')
        return std::ranges::any_of(
                   named_entities,
                   [text](const named_entity& each) { return each.text.starts_with(text); }) ||
               (rest.starts_with('#') && rest.size() < max_entity_length &&
                rest.find(';') == std::string_view::npos);
    const std::size_t at = text.find_first_not_of('\\');
    if (text.front() != '\\' || at == std::string_view::npos)
        return text.front() == '\\';
    const std::string_view digits = text.substr(at + 1);
    return (text[at] == 'u' || text[at] == 'x') && digits.size() < (text[at] == 'u' ? 4U : 2U) &&
           std::all_of(digits.begin(), digits.end(), is_hex);
}

std::string without_percent_escapes(std::string_view text)
{
    std::string decoded;
    while (!text.empty()) {
        const auto escaped = text.front() == '%' ? numbered_at(text, 1, 2) : std::nullopt;
        decoded += escaped.value_or(text.front());
        text.remove_prefix(escaped ? 3 : 1);
    }
    return decoded;
}

}  // namespace defectd
