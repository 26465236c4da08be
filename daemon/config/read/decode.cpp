// Booleans, numbers, sizes, durations and times.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "defectd/base/ascii.hpp"
#include "defectd/base/text.hpp"
#include "read/decode.hpp"

namespace defectd {
namespace {

text_error wrong(std::string what)
{
    return {std::move(what)};
}

/// Returns what is wrong with the form of the value, whatever its text; nullopt when it is plain text.
std::optional<text_error> not_plain(const yaml_node& node, std::string_view wanted)
{
    if (node.kind != yaml_kind::scalar)
        return not_a_scalar(node, wanted);
    if (!node.plain)
        return wrong(fmt::format("is a quoted string; write {} without quotes", wanted));
    return std::nullopt;
}

/// Reads decimal digits.  Leading zeros are an error: YAML 1.1 reads them as octal.
std::optional<std::int64_t> parse_integer(std::string_view text)
{
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    // "-" alone and "007" are not numbers here; from_chars would read the latter.
    const bool is_decimal = digits == "0" || (!digits.empty() && digits.front() != '0');
    if (error != std::errc{} || rest != text.data() + text.size() || !is_decimal)
        return std::nullopt;
    return value;
}

/// Reads a number without exponent and sign; "inf" and "nan" are errors.
std::optional<double> parse_number(std::string_view text)
{
    double value = 0;
    const auto [rest, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const bool begins_with_digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
    if (error != std::errc{} || rest != text.data() + text.size() || !begins_with_digit)
        return std::nullopt;
    return value;
}

std::string range_of(const schema_row& row)
{
    return fmt::format("{} to {}", row.lowest, row.highest);
}

/// Returns `value` if it is within the row's bounds, which `parse` reads as it read the value.
template <class T, class Parse>
decoded<T> within_bounds(std::optional<T> value, const yaml_node& node, const schema_row& row, Parse parse,
                         std::string_view wanted)
{
    if (!value)
        return wrong(fmt::format("{} is not {}", quoted(node), wanted));
    const bool too_low = !row.lowest.empty() && *value < *parse(row.lowest);
    const bool too_high = !row.highest.empty() && *parse(row.highest) < *value;
    if (too_low || too_high)
        return wrong(fmt::format("{} is out of range; write {}", quoted(node), range_of(row)));
    return *value;
}

/// How many characters of a wrong value a message repeats.
constexpr std::size_t max_echo_length = 40;

/// True for text that looks like a key or a URL.  One that was written in the wrong place must not be repeated in an
/// error message.
bool may_be_secret(std::string_view text) noexcept
{
    return text.find("whsec_") != std::string_view::npos || text.find("//") != std::string_view::npos;
}

}  // namespace

decoded<bool> as_boolean(const yaml_node& node, const schema_row&)
{
    if (auto error = not_plain(node, "true or false"))
        return *std::move(error);
    if (node.text != "true" && node.text != "false")
        return wrong(fmt::format("{} is not a boolean; write true or false", quoted(node)));
    return node.text == "true";
}

decoded<std::int64_t> as_integer(const yaml_node& node, const schema_row& row)
{
    if (auto error = not_plain(node, "a whole number"))
        return *std::move(error);
    return within_bounds(parse_integer(node.text), node, row, parse_integer,
                         "a whole number in decimal digits; write one without leading zeros");
}

decoded<integer_or_auto> as_integer_or_auto(const yaml_node& node, const schema_row& row)
{
    // `auto` is accepted with quotes too: it is a word and cannot be taken for a number.
    if (node.kind == yaml_kind::scalar && node.text == "auto")
        return integer_or_auto{};
    const auto number = as_integer(node, row);
    if (!number)
        return wrong(number.error().what + ", or `auto`");
    return integer_or_auto{*number};
}

decoded<double> as_number(const yaml_node& node, const schema_row& row)
{
    if (auto error = not_plain(node, "a number"))
        return *std::move(error);
    return within_bounds(parse_number(node.text), node, row, parse_number, "a number; write one such as 0.5");
}

decoded<duration> as_span(const yaml_node& node, const schema_row& row)
{
    if (node.kind != yaml_kind::scalar)
        return not_a_scalar(node, "a duration such as 500ms, 30s, 5m, 2h or 7d");
    return within_bounds(parse_duration(node.text), node, row, parse_duration,
                         "a duration; write a whole number and one unit: 500ms, 30s, 5m, 2h or 7d");
}

decoded<byte_count> as_size(const yaml_node& node, const schema_row& row)
{
    if (node.kind != yaml_kind::scalar)
        return not_a_scalar(node, "a size such as 16KiB or 64MiB");
    const auto bytes = within_bounds(parse_size(node.text), node, row, parse_size,
                                     "a size; write a whole number and one unit: 512B, 16KiB, 64MiB or 1GiB");
    if (!bytes)
        return bytes.error();
    return byte_count{*bytes};
}

decoded<timestamp> as_time(const yaml_node& node, const schema_row&)
{
    constexpr std::string_view wanted = "a time with its zone, such as 2026-12-01T00:00:00Z";
    if (node.kind != yaml_kind::scalar)
        return not_a_scalar(node, wanted);
    if (const auto time = parse_rfc3339(node.text))
        return *time;
    return wrong(fmt::format("{} is not a time; write {}", quoted(node), wanted));
}

std::string quoted(const yaml_node& node)
{
    if (may_be_secret(node.text))
        return "this string";
    // Enough to recognize the value, without breaking a character or the operator's terminal.
    std::string head(utf8_prefix(node.text, max_echo_length));
    std::replace_if(head.begin(), head.end(), is_control, '?');
    return fmt::format("`{}{}`", head, head.size() < node.text.size() ? "…" : "");
}

text_error not_a_scalar(const yaml_node& node, std::string_view wanted)
{
    if (node.kind == yaml_kind::null)
        return text_error{fmt::format("has no value; write {}, or remove the key", wanted)};
    return text_error{
        fmt::format("is a {}; write {}", node.kind == yaml_kind::map ? "mapping" : "list", wanted)};
}

}  // namespace defectd
