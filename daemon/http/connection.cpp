#include "connection.hpp"

#include <sys/socket.h>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>

namespace defectd {

namespace {

constexpr std::size_t bytes_a_read = 8U << 10U;

}  // namespace

struct connection::tls_layer {
    tls_layer(asio::ip::tcp::socket& socket, tls_context& context) : stream(socket, context.native()) {}

    asio::ssl::stream<asio::ip::tcp::socket&> stream;
};

connection::connection(const asio::any_io_executor& loop, std::string key)
    : key_(std::move(key)), socket_(loop), timer_(loop)
{
}

connection::~connection() = default;

void connection::set_deadline(steady_time at)
{
    deadline_ = at;
    if (!watching_ || at < timer_.expiry())
        watch();
}

void connection::watch()
{
    watching_ = true;
    timer_.expires_at(deadline_);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (self && !error)
            self->on_timer();
    });
}

void connection::on_timer()
{
    watching_ = false;
    if (deadline_ == steady_time::max())
        return;
    if (std::chrono::steady_clock::now() < deadline_)
        return watch();
    expired_ = true;
    close();
}

task<error_code> connection::connect(asio::ip::tcp::endpoint to)
{
    const auto [error] = co_await socket_.async_connect(to, as_values);
    if (error)
        co_return error;
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    error_code unknown_peer;
    if (socket_.remote_endpoint(unknown_peer) != to || unknown_peer)
        co_return asio::error::make_error_code(asio::error::access_denied);
    co_return error_code();
}

task<error_code> connection::handshake(tls_context& context, const endpoint_url& url)
{
    tls_ = std::make_unique<tls_layer>(socket_, context);
    if (const error_code error = tls_context::expect_host(tls_->stream.native_handle(), url))
        co_return error;
    const auto [error] = co_await tls_->stream.async_handshake(asio::ssl::stream_base::client, as_values);
    co_return error;
}

std::string connection::certificate_fault() const
{
    return tls_ ? tls_context::verify_fault(tls_->stream.native_handle()) : std::string();
}

task<error_code> connection::send(const std::string& bytes)
{
    if (tls_) {
        const auto [error, sent] = co_await asio::async_write(tls_->stream, asio::buffer(bytes), as_values);
        co_return error;
    }
    const auto [error, sent] = co_await asio::async_write(socket_, asio::buffer(bytes), as_values);
    co_return error;
}

task<error_code> connection::receive()
{
    const auto space = received_.prepare(bytes_a_read);
    if (tls_) {
        const auto [error, got] = co_await tls_->stream.async_read_some(space, as_values);
        received_.commit(got);
        co_return error;
    }
    const auto [error, got] = co_await socket_.async_read_some(space, as_values);
    received_.commit(got);
    co_return error;
}

bool connection::is_quiet()
{
    char byte = 0;
    const ssize_t got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && errno == EAGAIN;
}

void connection::close() noexcept
{
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace defectd
