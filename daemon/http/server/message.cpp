#include "server/message.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Returns the reason phrase of RFC 9110.
[[nodiscard]] std::string_view reason_of(int status)
{
    const auto text = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    return {text.data(), text.size()};
}

/// Returns whether the text cannot start another header line.
[[nodiscard]] bool is_one_line(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

}  // namespace

std::string_view server_request::header(std::string_view name) const noexcept
{
    for (const auto& [each, value] : headers)
        if (boost::beast::iequals({each.data(), each.size()}, {name.data(), name.size()}))
            return value;
    return {};
}

std::string response_bytes(const server_response& response, after_answer then, body_part body)
{
    std::string bytes = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
    if (!response.body.empty())
        bytes.append("Content-Type: ").append(response.content_type).append("\r\n");
    for (const auto& [name, value] : response.headers) {
        DEFECTD_ASSERT(is_one_line(name) && is_one_line(value));
        bytes.append(name).append(": ").append(value).append("\r\n");
    }
    if (then == after_answer::close)
        bytes.append("Connection: close\r\n");
    // These two have no body; a Content-Length is forbidden or would be that of another response (RFC 9110,
    // 8.6).
    if (response.status != 204 && response.status != 304)
        fmt::format_to(std::back_inserter(bytes), "Content-Length: {}\r\n", response.body.size());
    bytes.append("\r\n");
    if (body == body_part::send)
        bytes.append(response.body);
    return bytes;
}

/// The body is that of RFC 9457, with `code` as an extension member.
server_response problem(int status, std::string_view code, std::string_view detail)
{
    const auto text = [](std::string_view value) { return boost::json::string(value.data(), value.size()); };
    const boost::json::object document{
        {"type", "about:blank"}, {"status", status}, {"code", text(code)}, {"detail", text(detail)}};
    server_response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = boost::json::serialize(document) + "\n";
    return response;
}

}  // namespace defectd
