// One accepted connection of a server, request after request.
#ifndef DEFECTD_HTTP_SERVER_SESSION_HPP
#define DEFECTD_HTTP_SERVER_SESSION_HPP

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <memory>

#include "defectd/http/server.hpp"
#include "server/listen.hpp"

namespace defectd {

class request_parser;

/// What all connections of a server share.  Loop thread only.
struct server_parts {
    request_answer answer;
    http_server_options limits;
    std::function<void(const std::string&)> on_failure;
    bool stopping = false;
};

/// Loop thread only.  Must outlive run().
class server_session : public std::enable_shared_from_this<server_session> {
public:
    server_session(stream_socket socket, std::shared_ptr<server_parts> parts);

    /// Serves until the peer leaves, breaks the rules or the limits, or the server stops.
    [[nodiscard]] task<void> run();

    /// True between requests: nothing is lost by closing.
    [[nodiscard]] bool is_idle() const noexcept { return idle_; }
    void close() noexcept;

private:
    /// Ends false when the connection is of no more use.
    [[nodiscard]] task<bool> serve_one();
    [[nodiscard]] task<bool> await_first_byte();
    /// Ends with the answer to give when the request is not acceptable; with nothing when it is, or the peer left.
    [[nodiscard]] task<std::optional<server_response>> read_request(request_parser& parser);
    [[nodiscard]] task<bool> invite_body(request_parser& parser);
    [[nodiscard]] task<server_response> answer_to(server_request request);
    [[nodiscard]] task<void> refuse(server_response response);
    [[nodiscard]] task<bool> receive();
    [[nodiscard]] task<bool> send(std::string bytes);

    /// Lets what is awaited on the socket end after `wait`, with late_ set.
    void set_deadline(duration wait);
    void abort_io();

    stream_socket socket_;
    std::shared_ptr<server_parts> parts_;
    std::optional<uid_t> peer_uid_;
    asio::steady_timer timer_;
    boost::beast::flat_buffer received_;
    bool idle_ = true;
    bool late_ = false;
    bool invited_ = false;  ///< the body of the request under way was asked for by 100 Continue
};

}  // namespace defectd

#endif
