#include "defectd/http/local_call.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <fmt/format.h>

#include "defectd/base/assert.hpp"
#include "defectd/runtime/task.hpp"
#include "unix_address.hpp"

namespace defectd {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using stream = asio::local::stream_protocol;

/// Enough for the largest page of the API; a limit at all, because something else may listen on the path.
constexpr std::uint64_t max_answer_bytes = 64U << 20U;
constexpr std::size_t read_chunk_bytes = 64U << 10U;

/// Returns the failure of the connection.  A socket file without a listener means the same as no file.
[[nodiscard]] local_failure cannot_connect(const std::string& path, const error_code& error)
{
    if (error == boost::system::errc::no_such_file_or_directory || error == asio::error::connection_refused)
        return {local_failure_kind::no_daemon, fmt::format("no daemon listens on {}", path)};
    if (error == boost::system::errc::permission_denied)
        return {local_failure_kind::no_permission, fmt::format("permission denied on {}", path)};
    return {local_failure_kind::broken, fmt::format("cannot connect to {}: {}", path, error.message())};
}

/// Returns the failure of an answer that is incomplete or is not HTTP.
[[nodiscard]] local_failure broke_off(const std::string& path, std::string_view why)
{
    return {local_failure_kind::broken,
            fmt::format("the daemon at {} sent an incomplete response: {}", path, why)};
}

/// One request and its answer.  It must outlive run().
class local_exchange {
public:
    local_exchange(const asio::any_io_executor& loop, const std::string& path, std::string request)
        : path_(path), address_(path), request_(std::move(request)), socket_(loop)
    {
        parser_.body_limit(max_answer_bytes);
        parser_.eager(true);
    }

    [[nodiscard]] task<result<local_answer, local_failure>> run()
    {
        const auto [refused] = co_await socket_.async_connect(address_.endpoint(), as_values);
        if (refused)
            co_return cannot_connect(path_, refused);
        const auto [cut, sent] = co_await asio::async_write(socket_, asio::buffer(request_), as_values);
        // A daemon that refuses a request early answers and closes while it is still being sent.
        const bool peer_closed = cut == asio::error::broken_pipe || cut == asio::error::connection_reset;
        if (cut && !peer_closed)
            co_return broke_off(path_, cut.message());
        co_return co_await read_answer();
    }

private:
    [[nodiscard]] task<result<local_answer, local_failure>> read_answer()
    {
        while (!parser_.is_done()) {
            const auto [ended, got] =
                co_await socket_.async_read_some(received_.prepare(read_chunk_bytes), as_values);
            received_.commit(got);
            error_code error = take_received();
            if (!error && ended && !parser_.is_done())
                error = take_end(ended);
            if (error)
                co_return broke_off(path_, error.message());
        }
        co_return local_answer{static_cast<int>(parser_.get().result_int()), std::move(parser_.get().body())};
    }

    /// Gives the received bytes to the parser, which stops at the end of each chunk.
    [[nodiscard]] error_code take_received()
    {
        error_code error;
        while (received_.size() > 0 && !parser_.is_done() && !error)
            received_.consume(parser_.put(received_.data(), error));
        return error == http::error::need_more ? error_code() : error;
    }

    /// Ends a body without a length; any other end is an error.
    [[nodiscard]] error_code take_end(const error_code& ended)
    {
        error_code error = ended;
        if (ended == asio::error::eof && parser_.is_header_done())
            parser_.put_eof(error);
        return error;
    }

    std::string path_;
    unix_address address_;
    std::string request_;
    stream::socket socket_;
    boost::beast::flat_buffer received_;
    http::response_parser<http::string_body> parser_;
};

[[nodiscard]] std::string request_bytes(const std::string& method, const std::string& target,
                                        const std::string& body)
{
    // A line break or a blank would change what the daemon reads.
    DEFECTD_ASSERT((method + target).find_first_of("\r\n ") == std::string::npos);
    return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: defectd/" DEFECTD_VERSION
                       "\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{}",
                       method, target, body.size(), body);
}

}  // namespace

result<local_answer, local_failure> call_local(const std::string& socket_path, const std::string& method,
                                               const std::string& target, const std::string& body,
                                               duration timeout)
{
    if (!unix_address(socket_path).fits())
        return local_failure{local_failure_kind::broken, socket_path + " is not a valid unix socket path"};
    // The command line has no loop of its own, so the call gets one.
    asio::io_context loop(1);
    local_exchange call(loop.get_executor(), socket_path, request_bytes(method, target, body));
    result<local_answer, local_failure> outcome =
        broke_off(socket_path, "no response within " + to_text(timeout));
    std::exception_ptr failure;
    asio::co_spawn(loop, call.run(),
                   [&](std::exception_ptr error, result<local_answer, local_failure> ended) {
                       failure = error;
                       outcome = std::move(ended);
                   });
    // `outcome` stays the timeout unless the call ends before.
    loop.run_for(timeout);
    if (failure)
        std::rethrow_exception(failure);
    return outcome;
}

}  // namespace defectd
