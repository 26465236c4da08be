// The texts of failed attempts, for the operator: they name the host, never the rest of the URL, which may be secret.
#ifndef DEFECTD_HTTP_CLIENT_FAILURES_HPP
#define DEFECTD_HTTP_CLIENT_FAILURES_HPP

#include "client/connection.hpp"
#include "defectd/runtime/http_client.hpp"

#include <cstdint>
#include <string>

namespace defectd {

/// Who is dialled for a request: its receiver, or the proxy before it.
struct next_hop {
    std::string name;  ///< for failures: "desk.example", "the proxy squid.internal"
    std::string host;
    std::uint16_t port = 0;
    bool is_proxy = false;
};

/// Returns the failure of a step that was not done within the request's timeout.
/// @param step  "looking up its name", "connecting" …
[[nodiscard]] post_failure timed_out(std::string_view who, std::string_view step,
                                     const post_request& request);

/// Returns the failure of an attempt that the daemon's shutdown ended.
[[nodiscard]] post_failure cancelled_attempt();

/// Returns the failure of a receiver that has an address the policy denies, for this reason.
[[nodiscard]] post_failure blocked_address(const next_hop& hop, std::string_view reason);

/// Returns the failure for the daemon's limit of open files: it is reached, and no connection is idle.
[[nodiscard]] post_failure no_descriptor_left();

/// Returns the failure of a hop of which no address accepted the connection.
[[nodiscard]] post_failure connect_failure(const next_hop& hop, const error_code& error);

/// Returns the failure of a connection that broke while the proxy was asked for the receiver.
[[nodiscard]] post_failure proxy_failure(const connection& link, const next_hop& proxy,
                                         const post_request& request, const error_code& error);

/// Returns the failure of a TLS handshake; what is wrong with the certificate comes first.
[[nodiscard]] post_failure handshake_failure(const connection& link, const post_request& request,
                                             const error_code& error);

/// How much of an answer had come when its connection broke.
enum class answer_progress { nothing, begun };

/// Returns the failure of an open connection that broke while the request was sent or the answer read.
[[nodiscard]] post_failure connection_failure(const connection& link, const post_request& request,
                                              const error_code& error, answer_progress progress);

}  // namespace defectd

#endif
