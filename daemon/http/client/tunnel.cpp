#include "client/tunnel.hpp"

#include <fmt/format.h>

#include "client/failures.hpp"
#include "client/incoming_answer.hpp"

namespace defectd {
namespace {

/// Returns the CONNECT request (RFC 9110, 9.3.6).
[[nodiscard]] std::string connect_bytes(const endpoint_url& url)
{
    const bool bracketed = url.literal && url.literal->is_v6;
    const std::string host = bracketed ? "[" + url.host + "]" : url.host;
    return fmt::format("CONNECT {0}:{1} HTTP/1.1\r\nHost: {0}:{1}\r\nUser-Agent: defectd/" DEFECTD_VERSION
                       "\r\n\r\n",
                       host, url.port);
}

[[nodiscard]] post_failure refused_by(const next_hop& proxy, const post_request& request, int status)
{
    return {failure_reason::connect,
            fmt::format("{} answered {} when asked for {} port {}; check the proxy's rules", proxy.name,
                        status, request.url.host, request.url.port)};
}

[[nodiscard]] post_failure no_answer_of(const next_hop& proxy, std::string_view why)
{
    return {failure_reason::protocol,
            fmt::format("{} did not send an HTTP/1.1 response: {}", proxy.name, why)};
}

/// Reads the header of the proxy's answer.  A successful answer to CONNECT has no body, whatever its fields say.
[[nodiscard]] task<std::optional<post_failure>> read_header(connection& link, const next_hop& proxy,
                                                            const post_request& request,
                                                            incoming_answer& answer)
{
    while (!answer.has_head()) {
        const error_code ended = co_await link.receive();
        if (answer.feed_head(link.received()) == answer_reading::garbage)
            co_return no_answer_of(proxy, answer.complaint());
        if (!answer.has_head() && ended)
            co_return proxy_failure(link, proxy, request, ended);
    }
    co_return std::nullopt;
}

}  // namespace

task<std::optional<post_failure>> open_tunnel(connection& link, const next_hop& proxy,
                                              const post_request& request)
{
    link.outgoing() = connect_bytes(request.url);
    if (const error_code error = co_await link.send(link.outgoing()))
        co_return proxy_failure(link, proxy, request, error);
    incoming_answer answer;
    if (auto failure = co_await read_header(link, proxy, request, answer))
        co_return std::move(failure);
    // Any 2xx opens a tunnel (RFC 9110, 9.3.6).
    if (answer.status() < 200 || answer.status() > 299)
        co_return refused_by(proxy, request, answer.status());
    // The receiver has sent nothing yet, because it got no request: bytes that are here already are the proxy's.
    if (link.received().size() > 0)
        co_return no_answer_of(proxy, "it sent bytes after the header");
    co_return std::nullopt;
}

}  // namespace defectd
