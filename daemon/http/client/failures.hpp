// The words for what went wrong with an attempt.  For the operator: the host, never the rest of the URL.
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

/// `who` was not done with `step`: "looking up its name", "connecting" …
[[nodiscard]] post_failure timed_out(std::string_view who, std::string_view step,
                                     const post_request& request);

[[nodiscard]] post_failure cancelled_attempt();

/// A refused address of the receiver.
[[nodiscard]] post_failure blocked_address(const next_hop& hop, std::string_view reason);

/// The daemon's own limit of open files is reached, and no connection rests that could be closed.
[[nodiscard]] post_failure no_descriptor_left();

/// No address of the hop took the connection.
[[nodiscard]] post_failure connect_failure(const next_hop& hop, const error_code& error);

/// The connection broke while the proxy was asked for the receiver.
[[nodiscard]] post_failure proxy_failure(const connection& link, const next_hop& proxy,
                                         const post_request& request, const error_code& error);

[[nodiscard]] post_failure handshake_failure(const connection& link, const post_request& request,
                                             const error_code& error);

/// How much of an answer had come when its connection broke.
enum class answer_progress { nothing, begun };

/// Returns the failure of an open connection that broke while the request was sent or the answer read.
[[nodiscard]] post_failure connection_failure(const connection& link, const post_request& request,
                                              const error_code& error, answer_progress progress);

}  // namespace defectd

#endif
