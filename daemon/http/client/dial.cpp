#include "client/dial.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <cstring>

#include "client/failures.hpp"
#include "client/stopwatch.hpp"
#include "client/tunnel.hpp"

namespace defectd {
namespace {

using asio::ip::tcp;

[[nodiscard]] tcp::endpoint endpoint_of(const ip_address& address, std::uint16_t port)
{
    if (address.is_v6)
        return {asio::ip::address_v6(address.bytes), port};
    asio::ip::address_v4::bytes_type v4;
    // An IPv4 address is in the first four bytes.
    std::memcpy(v4.data(), address.bytes.data(), v4.size());
    return {asio::ip::address_v4(v4), port};
}

task<void> sleep_until(steady_time at)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, at);
    co_await timer.async_wait(as_values);
}

/// Returns where the TCP connection goes: to the proxy if there is one, else to the receiver.
[[nodiscard]] next_hop hop_to(const post_request& request, const std::optional<proxy_address>& proxy)
{
    if (proxy)
        return {"the proxy " + proxy->host, proxy->host, proxy->port, true};
    return {request.url.host, request.url.host, request.url.port, false};
}

}  // namespace

dialler::dialler(race_rules rules, resolver& names, const http_client_options& options)
    : rules_(std::move(rules)), names_(names), policy_(options.egress), proxy_(options.proxy),
      contexts_(options.ca_file)
{
}

task<dialled> dialler::dial(const post_request& request, std::string key, steady_time deadline,
                            post_timings& timings)
{
    const next_hop hop = hop_to(request, proxy_);
    // 1. Addresses: those of the receiver, or of the proxy that connects to it for us.
    const auto addresses = co_await resolve_addresses(request, hop, deadline, timings);
    if (!addresses)
        co_return addresses.error();

    // 2. A connection to the receiver.  With a proxy that is a tunnel, which counts as part of connecting.
    std::optional<stopwatch> connecting(timings.connect);
    auto link = co_await connect_any(request, std::move(key), hop, *addresses, deadline);
    if (link && hop.is_proxy)
        if (auto failure = co_await open_tunnel(**link, hop, request))
            co_return std::move(*failure);
    connecting.reset();
    if (!link || !request.url.tls)
        co_return link;

    // 3. TLS, end to end even through a proxy: the certificate is verified for the receiver's name.
    const stopwatch securing(timings.tls);
    co_return co_await handshake(request, std::move(*link));
}

task<result<endpoint_list, post_failure>> dialler::resolve_addresses(const post_request& request,
                                                                     const next_hop& hop,
                                                                     steady_time deadline,
                                                                     post_timings& timings)
{
    using namespace asio::experimental::awaitable_operators;
    std::vector<ip_address> addresses;
    if (const auto literal = parse_ip(hop.host)) {
        addresses.push_back(*literal);
    } else {
        const stopwatch looking_up(timings.dns);
        // A look-up cannot be given a deadline, so it races with one.
        auto first = co_await (names_.resolve(hop.host, request.pool) || sleep_until(deadline));
        // Both operands end when the attempt is cancelled: that is not a timeout.
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none)
            co_return cancelled_attempt();
        if (first.index() == 1)
            co_return timed_out(hop.name, "name resolution", request);
        auto& answer = std::get<0>(first);
        if (!answer)
            co_return post_failure{failure_reason::dns, hop.name + ": " + answer.error().what};
        addresses = std::move(*answer);
    }
    if (auto failure = check_egress(hop, addresses))
        co_return std::move(*failure);
    endpoint_list to;
    for (const ip_address& each : addresses)
        to.push_back(endpoint_of(each, hop.port));
    co_return to;
}

std::optional<post_failure> dialler::check_egress(const next_hop& hop,
                                                  const std::vector<ip_address>& addresses) const
{
    if (hop.is_proxy)
        return std::nullopt;
    for (const ip_address& each : addresses)
        if (const auto reason = egress_denial(policy_, each))
            return blocked_address(hop, *reason);
    return std::nullopt;
}

task<dialled> dialler::connect_any(const post_request& request, std::string key, const next_hop& hop,
                                   const endpoint_list& addresses, steady_time deadline)
{
    race_end end = co_await connect_first(rules_, std::move(key), addresses, deadline);
    if (end.winner)
        co_return std::move(end.winner);
    // The order matters: the deadline and a shutdown end the race with errors that would read as the network's.
    if (end.error == asio::error::access_denied)
        co_return blocked_address(hop, "the connected address is not the requested one");
    if (std::chrono::steady_clock::now() >= deadline)
        co_return timed_out(hop.name, "connection setup", request);
    if (end.error == asio::error::operation_aborted)
        co_return cancelled_attempt();
    if (is_out_of_descriptors(end.error))
        co_return no_descriptor_left();
    co_return connect_failure(hop, end.error);
}

task<dialled> dialler::handshake(const post_request& request, std::shared_ptr<connection> link)
{
    const auto context = contexts_.of(request);
    if (!context)
        co_return post_failure{failure_reason::tls, context.error().what};
    if (const error_code error = co_await link->handshake(**context, request.url))
        co_return handshake_failure(*link, request, error);
    co_return link;
}

}  // namespace defectd
