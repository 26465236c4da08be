// Through a proxy to a receiver.
//
// Source: RFC 9110, 9.3.6 (CONNECT).
#ifndef DEFECTD_HTTP_CLIENT_TUNNEL_HPP
#define DEFECTD_HTTP_CLIENT_TUNNEL_HPP

#include <optional>

#include "client/connection.hpp"
#include "client/failures.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// Asks the proxy at the other end of `link` to join it with the request's receiver, for http as for https.
/// Returns nullopt when it did: what follows on the link comes from the receiver.  Does not throw for network failures.
[[nodiscard]] task<std::optional<post_failure>> open_tunnel(connection& link, const next_hop& proxy,
                                                            const post_request& request);

}  // namespace defectd

#endif
