// A response while it comes in: its head, then its body.  No I/O.
#ifndef DEFECTD_HTTP_CLIENT_INCOMING_ANSWER_HPP
#define DEFECTD_HTTP_CLIENT_INCOMING_ANSWER_HPP

#include <boost/beast/core/flat_buffer.hpp>

#include <string>

#include "client/answer_parser.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/webhook/answer_head.hpp"

namespace defectd {

/// The bound of everything after the head: it limits what the parser does not count, chunk extensions and trailers.
inline constexpr std::size_t max_bytes_after_head = 128U << 10U;

/// What is known of a response so far.
enum class answer_reading : std::uint8_t {
    more,       ///< it needs more bytes
    whole,      ///< it is complete; bytes after it are left in the buffer
    cut_short,  ///< the head is whole; the body is beyond its bounds
    garbage,    ///< it is not HTTP/1.1; complaint() says why
};

/// Reads one response of a receiver, or of a proxy; not to be used for a second.  Bytes are taken off the front of the
/// buffer as they are read, in pieces of any size: the result does not depend on how they arrive.
class incoming_answer {
public:
    /// Takes what has been received of the head, and nothing that follows it.
    [[nodiscard]] answer_reading feed_head(boost::beast::flat_buffer& received);

    /// Takes what has been received; returns whole when the final response is complete.
    [[nodiscard]] answer_reading feed(boost::beast::flat_buffer& received);

    /// To be called when the peer closed the connection; returns whole when that is how the response ends.
    [[nodiscard]] answer_reading feed_end();

    /// Whether anything of an answer has come, be it interim.
    [[nodiscard]] bool any() const noexcept { return head_.has_begun(); }

    /// Whether the final head is here and sound, so that the status is known.
    [[nodiscard]] bool has_head() const noexcept { return has_head_; }

    /// @pre has_head()
    [[nodiscard]] int status() const noexcept { return head_.status(); }

    /// Whether the peer keeps the connection open for another request.
    [[nodiscard]] bool keeps_connection() const { return parser_.is_done() && parser_.keep_alive(); }

    /// Returns what was read, without timings; the body's beginning is moved out of it.
    /// @pre has_head()
    [[nodiscard]] post_response take();

    /// Why the response is garbage, for the operator; else empty.
    [[nodiscard]] const std::string& complaint() const noexcept { return complaint_; }

private:
    [[nodiscard]] answer_reading refuse(std::string complaint);

    answer_head head_;
    answer_parser parser_;
    bool has_head_ = false;
    std::size_t taken_ = 0;  ///< bytes behind the head
    std::string complaint_;
};

}  // namespace defectd

#endif
