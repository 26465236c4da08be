// The words for what went wrong with an attempt.  For the operator: the host, never the rest of the URL.
#ifndef DEFECTD_HTTP_FAILURES_HPP
#define DEFECTD_HTTP_FAILURES_HPP

#include "connection.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// `step` says what did not end in time: "looking up the name", "connecting" …
[[nodiscard]] post_failure timed_out(const post_request& request, std::string_view step);

[[nodiscard]] post_failure cancelled_attempt();

/// A refused address of the receiver.
[[nodiscard]] post_failure blocked_address(const post_request& request, std::string_view reason);

/// No address of the receiver took the connection.
[[nodiscard]] post_failure connect_failure(const post_request& request, const error_code& error);

[[nodiscard]] post_failure handshake_failure(const connection& link, const post_request& request,
                                             const error_code& error);

/// The open connection broke while the request was sent or the answer read.
[[nodiscard]] post_failure connection_failure(const connection& link, const post_request& request,
                                              const error_code& error, bool answer_began);

}  // namespace defectd

#endif
