#include "url_host.hpp"

#include <algorithm>

#include "defectd/base/ascii.hpp"
#include "url_reasons.hpp"

namespace defectd {
namespace {

/// The limits of RFC 1035, 2.3.4, for a name as text.
constexpr std::size_t max_name_length = 253;
constexpr std::size_t max_label_length = 63;

bool is_name_character(char c)
{
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
}

/// Returns whether the text can be a part of a name between dots.
bool is_label(std::string_view text)
{
    return !text.empty() && text.size() <= max_label_length && text.front() != '-' && text.back() != '-';
}

bool are_labels(std::string_view name)
{
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        if (!is_label(name.substr(begin, end - begin)))
            return false;
        begin = end + 1;
    }
    return true;
}

/// Returns whether libc's resolver might read the name as an IPv4 address, because its last label is decimal, octal or
/// hex: "127.1" or "0x7f000001" would bypass the check of literals.
bool ends_in_number(std::string_view name)
{
    std::string_view last = name.substr(name.rfind('.') + 1);  // npos + 1 is 0
    if (last.starts_with("0x")) {
        last.remove_prefix(2);
        return std::all_of(last.begin(), last.end(), is_hex);
    }
    return std::all_of(last.begin(), last.end(), is_digit);
}

/// Why the lower-case `name` is not a DNS name; empty when it is one.
std::string_view fault_of_name(std::string_view name)
{
    if (name.empty())
        return url_reasons::host_empty;
    if (name.find('%') != std::string_view::npos)
        return url_reasons::host_percent;
    if (!std::all_of(name.begin(), name.end(), is_name_character))
        return url_reasons::host_character;
    if (name.back() == '.')
        return url_reasons::host_dot;
    if (name.size() > max_name_length)
        return url_reasons::host_too_long;
    if (!are_labels(name))
        return url_reasons::host_label;
    return ends_in_number(name) ? url_reasons::host_number : std::string_view{};
}

}  // namespace

result<url_host, std::string_view> read_name_or_ipv4(std::string_view written)
{
    const auto literal = parse_ip(written);
    if (literal && !literal->is_v6)
        return url_host{to_text(*literal), literal};
    std::string name = to_lower(written);
    const std::string_view fault = fault_of_name(name);
    if (!fault.empty())
        return fault;
    return url_host{std::move(name), std::nullopt};
}

result<url_host, std::string_view> read_ipv6(std::string_view written)
{
    if (written.find('%') != std::string_view::npos)
        return url_reasons::host_zone;
    const auto literal = parse_ip(written);
    if (!literal || !literal->is_v6)
        return url_reasons::host_brackets;
    return url_host{to_text(*literal), literal};
}

}  // namespace defectd
