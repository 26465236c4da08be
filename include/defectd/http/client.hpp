// The real http_client: HTTP/1.1 over a keep-alive pool, verified TLS, one deadline for the whole
// attempt, a bounded answer, no redirects, and nothing dialled that the egress policy refuses.
#ifndef DEFECTD_HTTP_CLIENT_HPP
#define DEFECTD_HTTP_CLIENT_HPP

#include <memory>
#include <optional>
#include <string>

#include "defectd/runtime/http_client.hpp"
#include "defectd/runtime/resolver.hpp"
#include "defectd/webhook/egress.hpp"
#include "defectd/webhook/url.hpp"

namespace defectd {

struct http_client_options {
    egress_policy egress;
    duration idle_keep = std::chrono::seconds{30};  ///< an idle connection is closed after this
    duration max_life = std::chrono::seconds{60};   ///< a connection is not reused after this: names move
    std::size_t max_idle = 256;          ///< over this the connection that has rested longest is closed
    std::optional<proxy_address> proxy;  ///< dialled instead of every receiver
    std::string ca_file;  ///< PEM file of the CAs to trust instead of the system's; empty: the system's
};

/// `names` must outlive the client, the client its posts.  The CAs are read at the first https attempt, and a
/// pool's own certificates at its first.  TLS sessions are resumed within a pool for at most an hour.
/// Through a proxy the policy judges the receiver by its URL alone: the proxy looks its name up.
/// The addresses of a name are tried 250 ms apart (RFC 8305); the first that takes the connection gets the request.
/// When the process has no descriptor left, the connection that has rested longest is closed for a new one.
/// An idle connection that turns out dead before the first byte of an answer is replaced once, within the same
/// deadline: the receiver may then have seen the request twice, under the same webhook-id.
[[nodiscard]] std::unique_ptr<http_client> make_http_client(const asio::any_io_executor& loop,
                                                            resolver& names,
                                                            const http_client_options& options);

}  // namespace defectd

#endif
