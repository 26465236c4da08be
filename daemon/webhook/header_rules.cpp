// Which headers an operator may add.  Beast sends names and values as they are, line ends included, so this
// check is what stands between a header value and a second header.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "defectd/base/ascii.hpp"
#include "defectd/base/text.hpp"
#include "defectd/webhook/url.hpp"

namespace defectd {
namespace {

/// Written by the daemon itself or bound to the connection (RFC 9110 §7.6.1).
constexpr std::array<std::string_view, 15> reserved{
    "host",    "content-length",   "content-type", "transfer-encoding", "connection", "keep-alive",
    "upgrade", "expect",           "te",           "trailer",           "user-agent", "accept-encoding",
    "proxy-*", "content-encoding", "ce-*"};

/// Written by the signing schemes, or taken by receivers as a part of what they write.
constexpr std::array<std::string_view, 9> reserved_for_signing{
    "webhook-*",         "x-hub-signature-256",  "x-github-event",
    "x-github-delivery", "stripe-signature",     "x-shopify-hmac-sha256",
    "x-shopify-topic",   "x-shopify-webhook-id", "x-slack-*"};

bool is_token(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool is_reserved(std::string_view name)
{
    const auto matches = [lower = to_lower(name)](std::string_view pattern) {
        return glob_matches(pattern, lower);
    };
    return std::ranges::any_of(reserved, matches) || std::ranges::any_of(reserved_for_signing, matches);
}

}  // namespace

std::optional<text_error> validate_header(std::string_view name, std::string_view value)
{
    if (!is_token(name))
        return text_error{"not a valid header name: use letters, digits and -, without spaces or a colon"};
    if (is_reserved(name))
        return text_error{fmt::format("`{}` is set by the daemon: remove it", name)};
    if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; }))
        return text_error{
            "the value contains a line break or another control character: write it on one line"};
    if (!value.empty() && (is_blank(value.front()) || is_blank(value.back())))
        return text_error{"the value begins or ends with white space, which receivers strip: remove it"};
    return std::nullopt;
}

}  // namespace defectd
