#include "client/failures.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <fmt/format.h>

namespace defectd {
namespace {

[[nodiscard]] bool is_tls_alert(const error_code& error)
{
    return error.category() == asio::error::get_ssl_category();
}

}  // namespace

post_failure timed_out(std::string_view who, std::string_view step, const post_request& request)
{
    return {failure_reason::timeout,
            fmt::format("{} was not done with {} within {}", who, step, to_text(request.timeout))};
}

post_failure cancelled_attempt()
{
    return {failure_reason::cancelled, "the attempt was cut off by the daemon's shutdown"};
}

post_failure blocked_address(const next_hop& hop, std::string_view reason)
{
    return {failure_reason::blocked,
            fmt::format("{} has an address that may not be dialled ({}); if it is yours, add its network to "
                        "egress.allow_networks",
                        hop.name, reason)};
}

post_failure no_descriptor_left()
{
    return {
        failure_reason::local,
        "the daemon has no file descriptor left; raise LimitNOFILE (ulimit -n) or lower limits.deliveries_in_flight"};
}

post_failure connect_failure(const next_hop& hop, const error_code& error)
{
    return {failure_reason::connect,
            fmt::format("{} cannot be reached on port {}: {}", hop.name, hop.port, error.message())};
}

post_failure proxy_failure(const connection& link, const next_hop& proxy, const post_request& request,
                           const error_code& error)
{
    if (link.expired())
        return timed_out(proxy.name, "connecting to " + request.url.host, request);
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    return {failure_reason::connect,
            fmt::format("{} closed the connection when asked for {}", proxy.name, request.url.host)};
}

post_failure handshake_failure(const connection& link, const post_request& request, const error_code& error)
{
    if (link.expired())
        return timed_out(request.url.host, "the TLS handshake", request);
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    const std::string fault = link.certificate_fault();
    if (!fault.empty())
        return {failure_reason::tls,
                fmt::format("the certificate of {} is refused: {}", request.url.host, fault)};
    return {failure_reason::tls,
            fmt::format("the TLS handshake with {} failed: {}", request.url.host, error.message())};
}

post_failure connection_failure(const connection& link, const post_request& request, const error_code& error,
                                bool answer_began)
{
    if (link.expired())
        return timed_out(request.url.host, answer_began ? "sending its answer" : "the request", request);
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    if (is_tls_alert(error))
        return {failure_reason::tls, fmt::format("{} broke off TLS: {}", request.url.host, error.message())};
    return {failure_reason::reset,
            fmt::format("{} closed the connection {}", request.url.host,
                        answer_began ? "in the middle of its answer" : "without an answer")};
}

}  // namespace defectd
