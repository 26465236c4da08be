// From a URL to an open connection: look up, vet every address, connect, TLS.
#ifndef DEFECTD_HTTP_CLIENT_DIAL_HPP
#define DEFECTD_HTTP_CLIENT_DIAL_HPP

#include "client/connect_race.hpp"
#include "client/failures.hpp"
#include "defectd/http/client.hpp"
#include "tls/contexts.hpp"

namespace defectd {

using dialled = result<std::shared_ptr<connection>, post_failure>;

/// Loop thread only.  Must outlive its dials and the connections they make.
class dialler {
public:
    dialler(race_rules rules, resolver& names, const http_client_options& options);

    /// A connection to the request's receiver, ready for an exchange, its deadline set; never later than
    /// `deadline`.  Dials only addresses of one look-up of which the policy refuses none, or the proxy, which
    /// the policy does not bind.  Never throws for what the network does.
    /// @param timings  gets the parts that were begun; must outlive the dial
    [[nodiscard]] task<dialled> dial(const post_request& request, std::string key, steady_time deadline,
                                     post_timings& timings);

private:
    [[nodiscard]] task<result<endpoint_list, post_failure>> resolve_addresses(const post_request& request,
                                                                              const next_hop& hop,
                                                                              steady_time deadline,
                                                                              post_timings& timings);
    [[nodiscard]] std::optional<post_failure> check_egress(const next_hop& hop,
                                                           const std::vector<ip_address>& addresses) const;
    [[nodiscard]] task<dialled> connect_any(const post_request& request, std::string key, const next_hop& hop,
                                            const endpoint_list& addresses, steady_time deadline);
    [[nodiscard]] task<dialled> handshake(const post_request& request, std::shared_ptr<connection> link);

    race_rules rules_;
    resolver& names_;
    egress_policy policy_;
    std::optional<proxy_address> proxy_;
    tls_contexts contexts_;
};

}  // namespace defectd

#endif
