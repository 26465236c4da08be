// One connection to a receiver: a socket, TLS on top of it for https, and the deadline that closes it.
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

/// Owned by shared_ptr: its timer refers to it weakly.  Loop thread only, one await at a time.  Every await on the
/// network is under the deadline: when it passes, the socket is closed without a TLS goodbye, the await ends with an
/// error, and expired() is true.  Errors are returned; nothing throws for what the network does.
class connection : public std::enable_shared_from_this<connection> {
public:
    /// @param key  names what may share the connection: requests with the same key
    connection(const asio::any_io_executor& loop, std::string key);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Moves the deadline, to an earlier or a later time.  Cheap, since it is called for every request: a timer that is
    /// armed for an earlier time is left to fire and is then armed again.
    void set_deadline(steady_time at);
    void bring_deadline_forward(steady_time at) { set_deadline(std::min(deadline_, at)); }
    void clear_deadline() noexcept { deadline_ = steady_time::max(); }

    /// Whether the deadline has closed the socket.
    [[nodiscard]] bool expired() const noexcept { return expired_; }

    /// Opens the TCP connection.  Returns access_denied when the socket is connected to another address than `to`: the
    /// egress policy allowed only that one.
    [[nodiscard]] task<error_code> connect(asio::ip::tcp::endpoint to);

    /// Opens TLS on the connected socket and verifies the certificate for the URL's host.  Resumes a session of the key
    /// when there is one; a receiver that fails the handshake is offered none the next time.
    [[nodiscard]] task<error_code> handshake(tls_context& context, const endpoint_url& url);

    /// Returns what is wrong with the peer's certificate, in OpenSSL's words; empty when nothing is.
    [[nodiscard]] std::string certificate_fault() const;

    /// Returns when the peer's certificate expires; nullopt without TLS.
    [[nodiscard]] std::optional<timestamp> certificate_expires_at() const;

    /// Writes all of `bytes`, which must outlive the call.
    [[nodiscard]] task<error_code> send(const std::string& bytes);

    /// Reads what is there, at most 8 KiB, and appends it to received().
    [[nodiscard]] task<error_code> receive();
    [[nodiscard]] boost::beast::flat_buffer& received() noexcept { return received_; }

    /// A buffer for the bytes to send, so that its memory is reused from request to request.
    [[nodiscard]] std::string& outgoing() noexcept { return outgoing_; }

    /// Returns false when more than the answer has come, even if it is only part of a TLS record.  TLS reads ahead, so
    /// such bytes may be where is_quiet() does not see them, and would be taken for the answer to the next request.
    /// @pre  is_tls()
    [[nodiscard]] task<bool> has_no_surplus();

    /// Returns false when the peer has closed an idle connection, or sent something without a request.
    [[nodiscard]] bool is_quiet();

    [[nodiscard]] bool is_tls() const noexcept { return tls_ != nullptr; }
    [[nodiscard]] const std::string& key() const noexcept { return key_; }
    [[nodiscard]] steady_time opened_at() const noexcept { return opened_at_; }

    /// Closes the socket at once; an await under way ends with an error.
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
    bool watching_ = false;  ///< the timer is armed
    bool expired_ = false;
    boost::beast::flat_buffer received_;
    std::string outgoing_;
};

}  // namespace defectd

#endif
