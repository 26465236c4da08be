#include "client/connection.hpp"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>

#include "tls/peer_certificate.hpp"

namespace defectd {

namespace {

constexpr std::size_t read_chunk_bytes = 8U << 10U;

}  // namespace

/// TLS over the socket.  `sessions` comes first, because the stream's callbacks use it until the stream is
/// destroyed.
struct connection::tls_layer {
    tls_layer(asio::ip::tcp::socket& socket, tls_context& context, const std::string& key)
        : sessions{context.sessions(), key}, stream(socket, context.native())
    {
    }
    // Without this OpenSSL would not resume the session of a connection that is closed without a goodbye.
    ~tls_layer() { keep_session_resumable(stream.native_handle()); }
    tls_layer(const tls_layer&) = delete;
    tls_layer& operator=(const tls_layer&) = delete;

    session_place sessions;
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
    // A timer that fires too early arms itself again; only one that would fire too late has to be moved.
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
    // expired() tells this end from one by the peer.
    expired_ = true;
    close();
}

task<error_code> connection::connect(asio::ip::tcp::endpoint to)
{
    const auto [error] = co_await socket_.async_connect(to, as_values);
    if (error)
        co_return error;
    // Without this option Nagle's algorithm would delay the end of a request.
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    error_code reset_at_once;
    // The connection counts only if it goes to the address that was checked.
    const asio::ip::tcp::endpoint peer = socket_.remote_endpoint(reset_at_once);
    if (reset_at_once)
        co_return reset_at_once;
    if (peer != to)
        co_return asio::error::make_error_code(asio::error::access_denied);
    co_return error_code();
}

task<error_code> connection::handshake(tls_context& context, const endpoint_url& url)
{
    tls_ = std::make_unique<tls_layer>(socket_, context, key_);
    if (const error_code error = tls_context::expect_host(tls_->stream.native_handle(), url))
        co_return error;
    resume_session(tls_->stream.native_handle(), tls_->sessions);
    const auto [error] = co_await tls_->stream.async_handshake(asio::ssl::stream_base::client, as_values);
    if (error)
        // The session may be the cause, so the next handshake is a full one.
        context.sessions().forget(key_);
    co_return error;
}

std::string connection::certificate_fault() const
{
    return tls_ ? tls_context::verify_fault(tls_->stream.native_handle()) : std::string();
}

std::optional<timestamp> connection::certificate_expires_at() const
{
    return tls_ ? expiry_of(::SSL_get0_peer_certificate(tls_->stream.native_handle())) : std::nullopt;
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
    // The bytes that came before an error are kept: a response may be complete in them.
    const auto space = received_.prepare(read_chunk_bytes);
    if (tls_) {
        const auto [error, got] = co_await tls_->stream.async_read_some(space, as_values);
        received_.commit(got);
        co_return error;
    }
    const auto [error, got] = co_await socket_.async_read_some(space, as_values);
    received_.commit(got);
    co_return error;
}

task<bool> connection::has_no_surplus()
{
    // The read below completes at once when bytes are there; otherwise it is cancelled at the loop's next turn.
    auto end_the_wait = [weak = weak_from_this()] {
        error_code ignored;
        if (const auto self = weak.lock())
            self->socket_.cancel(ignored);
    };
    asio::post(socket_.get_executor(), std::move(end_the_wait));
    char surplus = 0;
    const auto [error, got] = co_await tls_->stream.async_read_some(asio::buffer(&surplus, 1), as_values);
    // OpenSSL may hold the beginning of a record, which no read returns until the rest has come.
    const bool has_begun_a_record = ::SSL_has_pending(tls_->stream.native_handle()) == 1;
    co_return error == asio::error::operation_aborted && !has_begun_a_record;
}

bool connection::is_quiet()
{
    // On an idle connection nothing can be read: an end of stream or a byte says that it is of no more use.
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
