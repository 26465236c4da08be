#include "failures.hpp"

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

post_failure timed_out(const post_request& request, std::string_view step)
{
    return {failure_reason::timeout, fmt::format("{} was not done with {} within {}", request.url.host, step,
                                                 to_text(request.timeout))};
}

post_failure cancelled_attempt()
{
    return {failure_reason::canceled, "the attempt was cut off by the daemon's shutdown"};
}

post_failure blocked_address(const post_request& request, std::string_view reason)
{
    return {failure_reason::blocked,
            fmt::format("{} has an address that may not be dialled ({}); if it is yours, add its network to "
                        "egress.allow_networks",
                        request.url.host, reason)};
}

post_failure connect_failure(const post_request& request, const error_code& error)
{
    return {failure_reason::connect, fmt::format("{} cannot be reached on port {}: {}", request.url.host,
                                                 request.url.port, error.message())};
}

post_failure handshake_failure(const connection& link, const post_request& request, const error_code& error)
{
    if (link.expired())
        return timed_out(request, "the TLS handshake");
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
        return timed_out(request, answer_began ? "sending its answer" : "the request");
    if (error == asio::error::operation_aborted)
        return cancelled_attempt();
    if (is_tls_alert(error))
        return {failure_reason::tls, fmt::format("{} broke off TLS: {}", request.url.host, error.message())};
    return {failure_reason::reset,
            fmt::format("{} closed the connection {}", request.url.host,
                        answer_began ? "in the middle of its answer" : "without an answer")};
}

}  // namespace defectd
