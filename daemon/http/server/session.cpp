#include "server/session.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include "server/message.hpp"
#include "server/request_parser.hpp"

namespace defectd {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

/// How long a connection may wait for the next request.
constexpr auto idle_keep = std::chrono::seconds{60};
/// How long a peer may take to read an answer.
constexpr auto max_write = std::chrono::seconds{30};
/// How long a peer whose request was rejected may go on sending.  Closing at once would reset the connection, and the
/// peer could lose the answer before it reads it.
constexpr auto max_drain = std::chrono::seconds{2};
constexpr std::size_t read_chunk_bytes = 16U << 10U;

/// Returns the answer to a request that cannot be parsed.
[[nodiscard]] server_response refusal_for(const error_code& error)
{
    if (error == http::error::header_limit)
        return problem(431, "headers_too_large",
                       "the request header is too large; send fewer or shorter headers");
    if (error == http::error::body_limit)
        return problem(413, "body_too_large", "the request body is too large; send a smaller one");
    return problem(400, "bad_request", "the request is not valid HTTP/1.1; send a valid one");
}

}  // namespace

server_session::server_session(stream_socket socket, std::shared_ptr<server_parts> parts)
    : socket_(std::move(socket)), parts_(std::move(parts)), peer_uid_(peer_uid(socket_)),
      timer_(socket_.get_executor())
{
}

void server_session::close() noexcept
{
    error_code ignored;
    socket_.close(ignored);
}

void server_session::set_deadline(duration wait)
{
    late_ = false;
    timer_.expires_after(wait);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (self && !error)
            self->abort_io();
    });
}

void server_session::abort_io()
{
    // Cancelling instead of closing leaves the socket open for the 408.
    late_ = true;
    error_code ignored;
    socket_.cancel(ignored);
}

task<void> server_session::run()
{
    // GCC 12 makes an illegal instruction of a `while (co_await …)` with an empty body.
    bool more = true;
    while (more)
        more = co_await serve_one();
    close();
}

task<bool> server_session::await_first_byte()
{
    // A pipelined request is here already.
    if (received_.size() > 0)
        co_return true;
    idle_ = true;
    set_deadline(idle_keep);
    const bool arrived = co_await receive();
    idle_ = false;
    co_return arrived;
}

task<bool> server_session::serve_one()
{
    if (!co_await await_first_byte())
        co_return false;
    set_deadline(parts_->limits.request_deadline);
    request_parser parser(parts_->limits);
    // 1.  A request that breaks the protocol or a limit is answered, and the connection is closed.
    auto refusal = co_await read_request(parser);
    if (refusal) {
        co_await refuse(std::move(*refusal));
        co_return false;
    }
    if (!parser.is_done())
        co_return false;
    // The answer may take as long as it needs: only reading and writing have deadlines.
    timer_.cancel();

    // 2.  The owner of the server answers.  The response to HEAD has the headers of a GET, and no body.
    server_request request = parser.take();
    request.peer_uid = peer_uid_;
    const body_part body = request.method == "HEAD" ? body_part::leave_out : body_part::send;
    const server_response response = co_await answer_to(std::move(request));
    // 3.  The connection stays open unless one of the two sides ends it.
    const bool keep = parser.keep_alive() && !parts_->stopping;
    const after_answer then = keep ? after_answer::keep_open : after_answer::close;
    const bool sent = co_await send(response_bytes(response, then, body));
    const bool can_go_on = sent && keep;
    co_return can_go_on;
}

task<std::optional<server_response>> server_session::read_request(request_parser& parser)
{
    invited_ = false;
    for (;;) {
        error_code error;
        const asio::const_buffer bytes = received_.data();
        if (parser.can_put({static_cast<const char*>(bytes.data()), bytes.size()}))
            received_.consume(parser.put(received_.data(), error));
        if (parser.is_done())
            co_return std::nullopt;
        if (error && error != http::error::need_more)
            co_return refusal_for(error);
        if (!co_await invite_body(parser))
            co_return std::nullopt;
        const bool arrived = co_await receive();
        // The deadline is checked first: it ends receive() with an error, too.
        if (late_)
            co_return problem(408, "request_timeout", "the request did not arrive in time; send it again");
        if (!arrived)
            co_return std::nullopt;
    }
}

/// Answers "Expect: 100-continue" once per request (RFC 9110, 10.1.1).
task<bool> server_session::invite_body(request_parser& parser)
{
    if (invited_ || !parser.is_header_done() || !parser.awaits_continue())
        co_return true;
    invited_ = true;
    const asio::const_buffer interim = asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n"));
    const auto [error, sent] = co_await asio::async_write(socket_, interim, as_values);
    co_return !error;
}

task<server_response> server_session::answer_to(server_request request)
{
    try {
        co_return co_await parts_->answer(std::move(request));
    } catch (const std::exception& error) {
        // A shutdown cancels answers that are under way; their exceptions are not failures.
        const bool cut_by_us = !socket_.is_open();
        if (parts_->on_failure && !cut_by_us)
            parts_->on_failure(error.what());
    }
    co_return problem(500, "internal_error",
                      "the request failed because of an internal error; see the daemon's log");
}

task<void> server_session::refuse(server_response response)
{
    if (!co_await send(response_bytes(response, after_answer::close, body_part::send)))
        co_return;
    error_code ignored;
    // The peer sees the end of the answer while it can still send, and then closes itself.
    socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    set_deadline(max_drain);
    bool more = true;
    while (more && !late_) {
        received_.clear();
        more = co_await receive();
    }
}

task<bool> server_session::receive()
{
    const auto space = received_.prepare(read_chunk_bytes);
    const auto [error, got] = co_await socket_.async_read_some(space, as_values);
    received_.commit(got);
    co_return !error;
}

task<bool> server_session::send(std::string bytes)
{
    set_deadline(max_write);
    const auto [error, sent] = co_await asio::async_write(socket_, asio::buffer(bytes), as_values);
    co_return !error;
}

}  // namespace defectd
