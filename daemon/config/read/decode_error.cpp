#include "read/decode_error.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "defectd/base/text.hpp"

namespace defectd {
namespace {

constexpr std::size_t longest_echo = 40;

/// A key or a URL that slipped into the wrong place must not be repeated.
bool may_be_secret(std::string_view text) noexcept
{
    return text.find("whsec_") != std::string_view::npos || text.find("//") != std::string_view::npos;
}

}  // namespace

bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string quoted(const yaml_node& node)
{
    if (may_be_secret(node.text))
        return "this text";
    std::string head(utf8_prefix(node.text, longest_echo));
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
