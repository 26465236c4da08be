// From a URL to an open connection: resolve the name, check every address, connect, open TLS.
#ifndef DEFECTD_HTTP_CLIENT_DIAL_HPP
#define DEFECTD_HTTP_CLIENT_DIAL_HPP

#include "client/connect_race.hpp"
#include "client/failures.hpp"
#include "defectd/http/client.hpp"
#include "tls/contexts.hpp"

namespace defectd {

/// A connection that is ready for an exchange, or why there is none.
using dialled = result<std::shared_ptr<connection>, post_failure>;

/// Opens connections to receivers.  Loop thread only.  It must outlive its dials and the connections they make.
class dialler {
public:
    dialler(race_rules rules, resolver& names, const http_client_options& options);

    /// Returns a connection to the request's receiver that is ready for an exchange and has its deadline set, or
    /// why there is none; ends by `deadline`.  The addresses dialled are those of one look-up, and the policy allows
    /// each of them; the proxy's own address is not subject to the policy.  Does not throw for network failures.
    /// @param timings  gets the duration of each part that was begun; must outlive the dial
    [[nodiscard]] task<dialled> dial(const post_request& request, std::string key, steady_time deadline,
                                     post_timings& timings);

private:
    /// Returns the addresses of the hop, all of them allowed.
    [[nodiscard]] task<result<endpoint_list, post_failure>> resolve_addresses(const post_request& request,
                                                                              const next_hop& hop,
                                                                              steady_time deadline,
                                                                              post_timings& timings);

    /// Returns the failure of the first address that the policy denies; nullopt when it denies none.
    [[nodiscard]] std::optional<post_failure> check_egress(const next_hop& hop,
                                                           const std::vector<ip_address>& addresses) const;

    /// Returns a TCP connection to the first of the addresses that accepts it.
    [[nodiscard]] task<dialled> connect_any(const post_request& request, std::string key, const next_hop& hop,
                                            const endpoint_list& addresses, steady_time deadline);

    /// Opens TLS on the connection and returns it.
    [[nodiscard]] task<dialled> handshake(const post_request& request, std::shared_ptr<connection> link);

    race_rules rules_;
    resolver& names_;
    egress_policy policy_;
    std::optional<proxy_address> proxy_;
    tls_contexts contexts_;
};

}  // namespace defectd

#endif
