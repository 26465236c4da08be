// A small HTTP/1.1 server for the admin socket and the development receiver: plain requests in,
// plain answers out.  Loop thread only.
#ifndef DEFECTD_HTTP_SERVER_HPP
#define DEFECTD_HTTP_SERVER_HPP

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "defectd/runtime/task.hpp"
#include "defectd/webhook/signing.hpp"

namespace defectd {

struct server_request {
    std::string method;   ///< "GET"
    std::string target;   ///< path and query as sent
    header_list headers;  ///< names as sent
    std::string body;
    std::optional<uid_t> peer_uid;  ///< of a unix socket's peer

    /// The first header of that name in any case; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

struct server_response {
    int status = 200;
    std::string content_type = "application/json";
    header_list headers;
    std::string body;
};

/// An RFC 9457 problem document.
/// @param code    stable, snake_case
/// @param detail  what happened and what to do
[[nodiscard]] server_response problem(int status, std::string_view code, std::string_view detail);

using request_answer = std::function<task<server_response>(server_request)>;

struct http_server_options {
    std::uint64_t max_body_bytes = 1U << 20U;
    std::uint32_t max_header_bytes = 8U << 10U;
    duration request_deadline = std::chrono::seconds{10};  ///< from the first byte of a request to its last
    int max_connections = 64;
};

/// Serves until destroyed or stopped.  `answer` may throw: the peer gets a 500 without the text, and
/// `on_failure` the text.  A request that breaks the limits gets 400, 408, 413 or 431 and its connection is closed;
/// a connection too many gets 503.  The destructor closes everything at once; answers under way are cancelled and
/// end at the loop's next turns, so what `answer` refers to must outlive the loop's run or a stop().
class http_server {
public:
    virtual ~http_server() = default;

    /// The port it listens on; 0 for a unix socket.
    [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;

    /// Accepts nothing more, lets requests under way end within `grace`, then closes.
    [[nodiscard]] virtual task<void> stop(duration grace) = 0;
};

/// Binds at once; throws std::system_error naming the address when it cannot.
/// A unix socket file left over by a dead process is replaced; one with a live listener is not.
[[nodiscard]] std::unique_ptr<http_server> serve_unix(const asio::any_io_executor& loop,
                                                      const std::string& path, request_answer answer,
                                                      http_server_options options,
                                                      std::function<void(const std::string&)> on_failure);
/// `address` is an IP literal; port 0 takes a free one.
[[nodiscard]] std::unique_ptr<http_server> serve_tcp(const asio::any_io_executor& loop,
                                                     const std::string& address, std::uint16_t port,
                                                     request_answer answer, http_server_options options,
                                                     std::function<void(const std::string&)> on_failure);

}  // namespace defectd

#endif
