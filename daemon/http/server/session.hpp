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

/// What all connections of a server share, owned by all of them.  Loop thread only.
struct server_parts {
    request_answer answer;
    http_server_options limits;
    std::function<void(const std::string&)> on_failure;  ///< may be empty
    bool stopping = false;  ///< each connection closes after the response under way
};

/// Owned by shared_ptr: its timer refers to it weakly.  Loop thread only.  It must outlive run().
class server_session : public std::enable_shared_from_this<server_session> {
public:
    server_session(stream_socket socket, std::shared_ptr<server_parts> parts);

    /// Serves until the peer closes the connection, breaks the protocol or the limits, or the server stops.
    [[nodiscard]] task<void> run();

    /// Whether it is between two requests: nothing is lost by closing.
    [[nodiscard]] bool is_idle() const noexcept { return idle_; }

    /// Closes the socket at once; what is awaited on it ends with an error.
    void close() noexcept;

private:
    /// Serves one request; returns whether the connection can be used for another.
    [[nodiscard]] task<bool> serve_one();

    /// Waits for the next request; returns false when the peer closed the connection or stayed idle for too long.
    [[nodiscard]] task<bool> await_first_byte();

    /// Reads a request into the parser.  Returns the response to give when it is not acceptable; nullopt when it is, or
    /// when the peer closed the connection.
    [[nodiscard]] task<std::optional<server_response>> read_request(request_parser& parser);

    /// Sends "100 Continue" once, to a peer that waits for it; returns false when it cannot be sent.
    [[nodiscard]] task<bool> invite_body(request_parser& parser);

    /// Returns what the server's owner answers; a 500 when it throws.
    [[nodiscard]] task<server_response> answer_to(server_request request);

    /// Sends the response and then waits until the peer has stopped sending, so that it can read the response.
    [[nodiscard]] task<void> refuse(server_response response);
    [[nodiscard]] task<bool> receive();
    [[nodiscard]] task<bool> send(std::string bytes);

    /// Aborts what is awaited on the socket after `wait`, with late_ set.
    void set_deadline(duration wait);
    void abort_io();

    stream_socket socket_;
    std::shared_ptr<server_parts> parts_;
    std::optional<uid_t> peer_uid_;
    asio::steady_timer timer_;
    boost::beast::flat_buffer received_;
    bool idle_ = true;
    bool late_ = false;     ///< the deadline has passed
    bool invited_ = false;  ///< the body of the request under way was asked for by 100 Continue
};

}  // namespace defectd

#endif
