#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/ascii.hpp"
#include "defectd/base/text.hpp"
#include "read/decode.hpp"

namespace defectd {
namespace {

/// True for text that some reader of YAML 1.1 or 1.2 takes for a number, a boolean, null or a time.
bool reads_as_something_else(std::string_view text)
{
    constexpr std::array<std::string_view, 10> words{"null", "true", "false", "yes", "no",
                                                     "on",   "off",  "y",     "n",   "~"};
    const std::string lower = to_lower(text);
    return std::find(words.begin(), words.end(), lower) != words.end() ||
           std::string_view("0123456789.+-").find(text.front()) != std::string_view::npos;
}

/// True for a character that has no meaning in YAML, wherever it is.
bool is_plain_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '.' || c == '_' || c == '-';
}

}  // namespace

std::string yaml_scalar(std::string_view text)
{
    if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain_character) &&
        !reads_as_something_else(text))
        return std::string(text);
    // Double quotes, because only in them a backslash escapes.  Line breaks cannot occur: as_text() rejects them.
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string to_yaml(bool value)
{
    return value ? "true" : "false";
}

std::string to_yaml(std::int64_t value)
{
    return fmt::format("{}", value);
}

std::string to_yaml(double value)
{
    return fmt::format("{}", value);
}

std::string to_yaml(duration value)
{
    return to_text(value);
}

std::string to_yaml(integer_or_auto value)
{
    return value.number ? to_yaml(*value.number) : "auto";
}

std::string to_yaml(byte_count value)
{
    return size_to_text(value.bytes);
}

std::string to_yaml(timestamp value)
{
    return to_rfc3339(value);
}

std::string to_yaml(const std::string& value)
{
    return yaml_scalar(value);
}

std::string to_yaml(const ip_network& value)
{
    return yaml_scalar(to_text(value));
}

std::string flow_text(const yaml_node& node)
{
    std::vector<std::string> parts;
    switch (node.kind) {
    case yaml_kind::scalar: return node.plain ? node.text : yaml_scalar(node.text);
    case yaml_kind::list:
        for (const yaml_node& item : node.items)
            parts.push_back(flow_text(item));
        return fmt::format("[{}]", fmt::join(parts, ", "));
    case yaml_kind::map:
        for (const yaml_entry& entry : node.entries)
            parts.push_back(fmt::format("{}: {}", yaml_scalar(entry.key), flow_text(entry.value)));
        return fmt::format("{{{}}}", fmt::join(parts, ", "));
    case yaml_kind::null:
    // What was refused is a mistake, so that its text is never printed.
    case yaml_kind::refused: break;
    }
    return "null";
}

}  // namespace defectd
