#include "query.hpp"
#include "json_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace defectd {
namespace {

/// The length of `%XX`.
constexpr std::size_t escape_length = 3;

/// Returns the byte of `%XX`; nullopt when `text` is shorter or has other digits.
std::optional<char> escaped_byte(std::string_view text)
{
    unsigned byte = 0;
    const char* const end = text.data() + text.size();
    if (text.size() != escape_length || std::from_chars(text.data() + 1, end, byte, 16).ptr != end)
        return std::nullopt;
    return static_cast<char>(byte);
}

/// Returns a 400 that lists the parameters of the route: a misspelled filter must not be ignored.
server_response unknown_parameter(std::string_view name, std::span<const std::string_view> known)
{
    const std::string takes =
        known.empty() ? "this route takes none" : fmt::format("this route takes {}", fmt::join(known, ", "));
    return problem(400, "unknown_parameter",
                   fmt::format("unknown query parameter `{}`; {}", escaped_text(name), takes));
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text)
{
    std::string decoded;
    while (!text.empty()) {
        if (text.front() != '%') {
            decoded += text.front();
            text.remove_prefix(1);
            continue;
        }
        const auto byte = escaped_byte(text.substr(0, escape_length));
        if (!byte)
            return std::nullopt;
        decoded += *byte;
        text.remove_prefix(escape_length);
    }
    return decoded;
}

result<query, server_response> query::read(std::string_view text, std::span<const std::string_view> known)
{
    query read;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view piece = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (piece.empty())
            continue;
        // A member without `=` is one with an empty value.
        const std::size_t mark = std::min(piece.find('='), piece.size());
        auto name = percent_decoded(piece.substr(0, mark));
        auto value = percent_decoded(piece.substr(std::min(mark + 1, piece.size())));
        if (!name || !value)
            return problem(
                400, "bad_escape",
                "the query has a `%` that is not followed by two hex digits; write %25 for a percent "
                "sign");
        if (std::ranges::find(known, *name) == known.end())
            return unknown_parameter(*name, known);
        // Two values would be ambiguous, and which one counts differs from program to program.
        if (read.value(*name))
            return problem(400, "repeated_parameter",
                           fmt::format("the query parameter `{}` is repeated; give it once", *name));
        read.members_.push_back({std::move(*name), std::move(*value)});
    }
    return read;
}

std::optional<std::string> query::value(std::string_view name) const
{
    const auto found = std::ranges::find(members_, name, &member::name);
    return found == members_.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace defectd
