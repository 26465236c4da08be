#include "post_loop.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <exception>
#include <stdexcept>

namespace defectd::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

/// One connection: takes posts from the common count until none is left.
asio::awaitable<void> post_while_any(std::uint16_t port, const std::string& body, int& left)
{
    tcp::socket socket(co_await asio::this_coro::executor);
    const tcp::endpoint receiver(asio::ip::address_v4::loopback(), port);
    co_await socket.async_connect(receiver, asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));

    http::request<http::string_body> request(http::verb::post, "/", 11);
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::content_type, "application/json");
    request.body() = body;
    request.prepare_payload();
    boost::beast::flat_buffer buffer;
    while (left-- > 0) {
        co_await http::async_write(socket, request, asio::use_awaitable);
        http::response<http::string_body> response;
        co_await http::async_read(socket, buffer, response, asio::use_awaitable);
        if (response.result_int() / 100 != 2)
            throw std::runtime_error("the receiver of the benchmark answered " +
                                     std::to_string(response.result_int()));
    }
}

}  // namespace

double bare_posts_per_second(std::uint16_t port, int connections, int count, const std::string& body)
{
    asio::io_context loop(1);
    int left = count;
    std::exception_ptr failure;
    for (int each = 0; each < connections; ++each)
        asio::co_spawn(loop, post_while_any(port, body, left), [&](std::exception_ptr error) {
            if (error)
                failure = error;
        });
    const auto began = std::chrono::steady_clock::now();
    loop.run();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (failure)
        std::rethrow_exception(failure);
    return count / took.count();
}

}  // namespace defectd::bench
