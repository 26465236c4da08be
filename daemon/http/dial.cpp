#include "dial.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <cstring>

#include "failures.hpp"

namespace defectd {
namespace {

using asio::ip::tcp;

/// No address but the last may use more than this, or than half of the time that is left.
constexpr auto longest_try = std::chrono::seconds{5};

[[nodiscard]] tcp::endpoint endpoint_of(const ip_address& address, std::uint16_t port)
{
    if (address.is_v6)
        return {asio::ip::address_v6(address.bytes), port};
    asio::ip::address_v4::bytes_type v4;
    std::memcpy(v4.data(), address.bytes.data(), v4.size());
    return {asio::ip::address_v4(v4), port};
}

[[nodiscard]] steady_time try_until(steady_time deadline, bool is_last)
{
    const steady_time now = std::chrono::steady_clock::now();
    if (is_last || deadline <= now)
        return deadline;
    return now + std::min<steady_time::duration>(longest_try, (deadline - now) / 2);
}

task<void> sleep_until(steady_time at)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, at);
    co_await timer.async_wait(as_values);
}

}  // namespace

dialler::dialler(const asio::any_io_executor& loop, resolver& names, const http_client_options& options)
    : loop_(loop), names_(names), policy_(options.egress), ca_file_(options.ca_file)
{
}

task<result<dialler::endpoints, post_failure>> dialler::vetted(const post_request& request,
                                                               steady_time deadline)
{
    using namespace asio::experimental::awaitable_operators;
    std::vector<ip_address> addresses;
    if (request.url.literal) {
        addresses.push_back(*request.url.literal);
    } else {
        auto first = co_await (names_.resolve(request.url.host) || sleep_until(deadline));
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none)
            co_return cancelled_attempt();
        if (first.index() == 1)
            co_return timed_out(request, "looking up its name");
        auto& answer = std::get<0>(first);
        if (!answer)
            co_return post_failure{failure_reason::dns, request.url.host + ": " + answer.error().what};
        addresses = std::move(*answer);
    }
    endpoints vetted_ones;
    for (const ip_address& each : addresses) {
        if (const auto reason = refused_because(policy_, each))
            co_return blocked_address(request, *reason);
        vetted_ones.push_back(endpoint_of(each, request.url.port));
    }
    co_return vetted_ones;
}

task<dialled> dialler::dial(const post_request& request, std::string key, steady_time deadline)
{
    auto addresses = co_await vetted(request, deadline);
    if (!addresses)
        co_return addresses.error();
    auto connected = co_await connect_any(request, std::move(key), std::move(*addresses), deadline);
    if (!connected || !request.url.tls)
        co_return connected;
    co_return co_await secured(request, std::move(*connected));
}

task<dialled> dialler::connect_any(const post_request& request, std::string key, endpoints addresses,
                                   steady_time deadline)
{
    error_code last_error = asio::error::host_not_found;
    for (const tcp::endpoint& each : addresses) {
        auto link = std::make_shared<connection>(loop_, key);
        link->set_deadline(try_until(deadline, &each == &addresses.back()));
        last_error = co_await link->connect(each);
        if (!last_error) {
            link->set_deadline(deadline);
            co_return link;
        }
        if (last_error == asio::error::access_denied)
            co_return blocked_address(request, "another address answered than the one dialled");
        if (last_error == asio::error::operation_aborted && !link->expired())
            co_return cancelled_attempt();
    }
    if (std::chrono::steady_clock::now() >= deadline)
        co_return timed_out(request, "connecting");
    co_return connect_failure(request, last_error);
}

task<dialled> dialler::secured(const post_request& request, std::shared_ptr<connection> link)
{
    const auto trusted = trust();
    if (!trusted)
        co_return trusted.error();
    if (const error_code error = co_await link->handshake(**trusted, request.url))
        co_return handshake_failure(*link, request, error);
    co_return link;
}

result<tls_context*, post_failure> dialler::trust()
{
    try {
        if (!tls_)
            tls_ = std::make_unique<tls_context>(ca_file_);
        return tls_.get();
    } catch (const boost::system::system_error& error) {
        return post_failure{failure_reason::tls, error.what()};
    }
}

}  // namespace defectd
