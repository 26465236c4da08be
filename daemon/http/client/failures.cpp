// The texts of failures.  Each names the peer and what to check.  Where an error can have several causes, the
// deadline is checked first and a shutdown second: both end an operation with an error that reads like one of
// the network.
#include "client/failures.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <fmt/format.h>

namespace defectd {
namespace {

/// Returns whether TLS itself failed, as opposed to the TCP connection below it.
[[nodiscard]] bool is_tls_alert(const error_code& error)
{
    return error.category() == asio::error::get_ssl_category();
}

}  // namespace

post_failure timed_out(std::string_view who, std::string_view step, const post_request& request)
{
    return {failure_reason::timeout,
            fmt::format("{}: timeout during {} after {}; check that it responds, or raise the "
                        "subscriber's `timeout`",
                        who, step, to_text(request.timeout))};
}

post_failure cancelled_attempt()
{
    return {failure_reason::cancelled, "the attempt was cancelled because the daemon is shutting down"};
}

post_failure blocked_address(const next_hop& hop, std::string_view reason)
{
    return {failure_reason::blocked,
            fmt::format("{} has an address that is not allowed ({}); if it is yours, add its network to "
                        "egress.allow_networks",
                        hop.name, reason)};
}

post_failure no_descriptor_left()
{
    return {failure_reason::local,
            "the daemon has no file descriptors left; raise LimitNOFILE (ulimit -n) or lower "
            "limits.deliveries_in_flight"};
}

post_failure connect_failure(const next_hop& hop, const error_code& error)
{
    return {failure_reason::connect,
            fmt::format("{} cannot be reached on port {}: {}; check that it is running and the "
                        "port is open",
                        hop.name, hop.port, error.message())};
}

post_failure proxy_failure(const connection& link, const next_hop& proxy, const post_request& request,
                           const error_code& error)
{
    if (link.expired())
        return timed_out(proxy.name, "connection setup to " + request.url.host, request);
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    return {failure_reason::connect,
            fmt::format("{} closed the connection when asked for {}; check the proxy's rules and log",
                        proxy.name, request.url.host)};
}

post_failure handshake_failure(const connection& link, const post_request& request, const error_code& error)
{
    if (link.expired())
        return timed_out(request.url.host, "the TLS handshake", request);
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    const std::string fault = link.certificate_fault();
    if (!fault.empty())
        return {
            failure_reason::tls,
            fmt::format("the certificate of {} is rejected: {}; correct it on the receiver, or add its CA to "
                        "the subscriber's `tls.ca_file`",
                        request.url.host, fault)};
    return {failure_reason::tls,
            fmt::format("the TLS handshake with {} failed: {}; check the receiver's TLS settings",
                        request.url.host, error.message())};
}

post_failure connection_failure(const connection& link, const post_request& request, const error_code& error,
                                answer_progress progress)
{
    const bool has_begun = progress == answer_progress::begun;
    if (link.expired())
        return timed_out(request.url.host, has_begun ? "the response" : "the request", request);
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    if (is_tls_alert(error))
        return {failure_reason::tls,
                fmt::format("{} ended the TLS connection: {}; check whether the receiver requires a client "
                            "certificate",
                            request.url.host, error.message())};
    return {failure_reason::reset,
            fmt::format("{} closed the connection {}; check the receiver's log", request.url.host,
                        has_begun ? "in the middle of its response" : "without a response")};
}

}  // namespace defectd
