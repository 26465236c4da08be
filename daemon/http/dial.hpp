// From a URL to an open connection: look up, vet every address, connect, TLS.
#ifndef DEFECTD_HTTP_DIAL_HPP
#define DEFECTD_HTTP_DIAL_HPP

#include <functional>

#include "connection.hpp"
#include "defectd/http/client.hpp"

namespace defectd {

using dialled = result<std::shared_ptr<connection>, post_failure>;

/// Loop thread only.  Must outlive its dials.
class dialler {
public:
    dialler(const asio::any_io_executor& loop, resolver& names, const http_client_options& options);

    /// A connection to the request's receiver, ready for an exchange, its deadline set; never later than
    /// `deadline`.  Dials only addresses of one look-up of which the policy refuses none.  Never throws for
    /// what the network does.
    [[nodiscard]] task<dialled> dial(const post_request& request, std::string key, steady_time deadline);

private:
    using endpoints = std::vector<asio::ip::tcp::endpoint>;

    [[nodiscard]] task<result<endpoints, post_failure>> vetted(const post_request& request,
                                                               steady_time deadline);
    [[nodiscard]] task<dialled> connect_any(const post_request& request, std::string key, endpoints addresses,
                                            steady_time deadline);
    [[nodiscard]] task<dialled> secured(const post_request& request, std::shared_ptr<connection> link);
    [[nodiscard]] result<tls_context*, post_failure> trust();

    asio::any_io_executor loop_;
    resolver& names_;
    egress_policy policy_;
    std::string ca_file_;
    std::unique_ptr<tls_context> tls_;  ///< made at the first https dial: an idle daemon does without
};

}  // namespace defectd

#endif
