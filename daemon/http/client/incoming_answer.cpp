#include "client/incoming_answer.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

namespace defectd {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

/// Returns a view of the bytes, which is valid until the buffer changes.
[[nodiscard]] std::string_view text_of(const boost::beast::flat_buffer& received)
{
    return {static_cast<const char*>(received.data().data()), received.size()};
}

[[nodiscard]] std::optional<std::string> unless_empty(const std::string& text)
{
    if (text.empty())
        return std::nullopt;
    return text;
}

}  // namespace

answer_reading incoming_answer::refuse(std::string complaint)
{
    complaint_ = std::move(complaint);
    return answer_reading::garbage;
}

answer_reading incoming_answer::feed_head(boost::beast::flat_buffer& received)
{
    received.consume(head_.take(text_of(received)));
    if (head_.progress() == answer_head::state::more)
        return answer_reading::more;
    if (head_.progress() == answer_head::state::refused)
        return refuse(head_.complaint());
    // The strict parser gets the head in its plain form, with only the fields that say where the body ends.
    error_code error;
    parser_.put(boost::asio::buffer(head_.framing()), error);
    has_head_ = !error || error == http::error::need_more || error == http::error::body_limit;
    if (!has_head_)
        return refuse(error.message());
    // A Content-Length over the limit is known before the body: status and headers are valid, the body is not
    // read.
    if (error == http::error::body_limit)
        return answer_reading::cut_short;
    return parser_.is_done() ? answer_reading::whole : answer_reading::more;
}

answer_reading incoming_answer::feed(boost::beast::flat_buffer& received)
{
    if (!has_head_)
        if (const answer_reading state = feed_head(received); !has_head_ || state != answer_reading::more)
            return state;
    // The parser stops at the end of a chunk, so it is called until it has used up what is there.
    while (!parser_.is_done() && parser_.can_put(text_of(received))) {
        error_code error;
        const std::size_t used = parser_.put(received.data(), error);
        received.consume(used);
        taken_ += used;
        if (error == http::error::need_more)
            break;
        if (error == http::error::body_limit)
            return answer_reading::cut_short;
        if (error)
            return refuse(error.message());
    }
    if (parser_.is_done())
        return answer_reading::whole;
    // The limit also counts the framing of chunks, which could go on for ever without a byte of body.
    return taken_ + received.size() < max_bytes_after_head ? answer_reading::more : answer_reading::cut_short;
}

answer_reading incoming_answer::feed_end()
{
    if (!has_head_)
        return answer_reading::more;
    error_code error;
    // A body without a length ends with the connection (RFC 9112, 6.3).
    parser_.put_eof(error);
    return error ? answer_reading::more : answer_reading::whole;
}

post_response incoming_answer::take()
{
    post_response response;
    response.status = head_.status();
    response.retry_after = unless_empty(head_.retry_after());
    response.reset_after = unless_empty(head_.reset_after());
    response.body_head = parser_.take_body_head();
    return response;
}

}  // namespace defectd
