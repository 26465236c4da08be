// One connection to a receiver: a socket, TLS over it for https, and the deadline that cuts it.
#ifndef DEFECTD_HTTP_CLIENT_CONNECTION_HPP
#define DEFECTD_HTTP_CLIENT_CONNECTION_HPP

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "defectd/base/time.hpp"
#include "defectd/runtime/task.hpp"
#include "defectd/webhook/url.hpp"
#include "tls/context.hpp"

namespace defectd {

using steady_time = std::chrono::steady_clock::time_point;
using boost::system::error_code;

/// Loop thread only.  Every await on the network stands under the deadline: when it comes, the socket is
/// closed hard, the await ends with an error and expired() tells why.
class connection : public std::enable_shared_from_this<connection> {
public:
    /// @param key  what may share the connection
    connection(const asio::any_io_executor& loop, std::string key);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Moves the deadline.  Cheap: a timer that is armed for an earlier time is left to fire and look again.
    void set_deadline(steady_time at);
    void bring_deadline_forward(steady_time at) { set_deadline(std::min(deadline_, at)); }
    void clear_deadline() noexcept { deadline_ = steady_time::max(); }
    [[nodiscard]] bool expired() const noexcept { return expired_; }

    /// TCP only; an error also when the peer is not `to`, which the kernel does not let happen.
    [[nodiscard]] task<error_code> connect(asio::ip::tcp::endpoint to);

    /// TLS over the connected socket, the certificate verified for the URL's host.  Resumes a session of the key,
    /// of which a receiver that fails gets none again.
    [[nodiscard]] task<error_code> handshake(tls_context& context, const endpoint_url& url);

    /// What is wrong with the peer's certificate, in OpenSSL's words; empty when nothing is.
    [[nodiscard]] std::string certificate_fault() const;

    /// Until when the certificate of the peer holds; with TLS only.
    [[nodiscard]] std::optional<timestamp> certificate_expires_at() const;

    [[nodiscard]] task<error_code> send(const std::string& bytes);

    /// Appends to received(), at most 8 KiB a call.
    [[nodiscard]] task<error_code> receive();
    [[nodiscard]] boost::beast::flat_buffer& received() noexcept { return received_; }

    /// Reused from request to request for its memory.
    [[nodiscard]] std::string& outgoing() noexcept { return outgoing_; }

    /// False when more than the answer came with it, be it part of a record: TLS reads ahead, so it may lie where
    /// is_quiet() cannot see it, and would be taken for the answer to the next request, or for its beginning.
    /// @pre  is_tls()
    [[nodiscard]] task<bool> has_no_surplus();

    /// False when the peer closed an idle connection, or sent unrequested bytes.
    [[nodiscard]] bool is_quiet();

    [[nodiscard]] bool is_tls() const noexcept { return tls_ != nullptr; }
    [[nodiscard]] const std::string& key() const noexcept { return key_; }
    [[nodiscard]] steady_time opened_at() const noexcept { return opened_at_; }
    void close() noexcept;

private:
    struct tls_layer;
    void watch();
    void on_timer();

    std::string key_;
    steady_time opened_at_ = std::chrono::steady_clock::now();
    asio::ip::tcp::socket socket_;
    std::unique_ptr<tls_layer> tls_;
    asio::steady_timer timer_;
    steady_time deadline_ = steady_time::max();
    bool watching_ = false;
    bool expired_ = false;
    boost::beast::flat_buffer received_;
    std::string outgoing_;
};

}  // namespace defectd

#endif
