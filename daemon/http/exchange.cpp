#include "exchange.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "answer_parser.hpp"
#include "defectd/base/assert.hpp"
#include "failures.hpp"

namespace defectd {
namespace {

namespace http = boost::beast::http;

constexpr int most_interim_answers = 5;
constexpr auto longest_look = std::chrono::milliseconds{100};
/// Bounds what the parser does not count: chunk extensions and trailers.
constexpr std::size_t most_answer_bytes = 192U << 10U;

enum class reading { more, whole, cut_short, garbage };

/// The answer while it comes in.
class incoming_answer {
public:
    /// Takes what has been received; whole when the final answer is complete.
    [[nodiscard]] reading feed(boost::beast::flat_buffer& received);

    /// The peer closed the connection; whole when that is how the answer ends.
    [[nodiscard]] reading feed_end();

    [[nodiscard]] bool any() const noexcept { return interim_ > 0 || parser_->got_some(); }
    [[nodiscard]] bool keeps_connection() const { return parser_->is_done() && parser_->keep_alive(); }
    [[nodiscard]] post_response take() { return parser_->take(); }
    [[nodiscard]] const std::string& complaint() const noexcept { return complaint_; }

private:
    [[nodiscard]] reading refuse(std::string complaint);
    [[nodiscard]] reading next_after_interim();

    std::optional<answer_parser> parser_{std::in_place};
    int interim_ = 0;
    std::size_t taken_ = 0;
    std::string complaint_;
};

reading incoming_answer::refuse(std::string complaint)
{
    complaint_ = std::move(complaint);
    return reading::garbage;
}

reading incoming_answer::next_after_interim()
{
    if (parser_->status() == 101)
        return refuse("the receiver switches protocols (101), which nobody asked for");
    if (++interim_ > most_interim_answers)
        return refuse("the receiver sends interim answers (1xx) without end");
    parser_.emplace();
    return reading::more;
}

reading incoming_answer::feed(boost::beast::flat_buffer& received)
{
    while (received.size() > 0) {
        error_code error;
        const std::size_t used = parser_->put(received.data(), error);
        received.consume(used);
        taken_ += used;
        if (error == http::error::need_more)
            break;
        if (error == http::error::body_limit)
            return reading::cut_short;
        if (error)
            return refuse("the answer is not HTTP/1.1: " + error.message());
        if (!parser_->is_done())
            continue;
        if (parser_->status() >= 200)
            return reading::whole;
        if (const reading next = next_after_interim(); next != reading::more)
            return next;
    }
    if (taken_ + received.size() < most_answer_bytes)
        return reading::more;
    return parser_->is_header_done() ? reading::cut_short : refuse("the header of the answer has no end");
}

reading incoming_answer::feed_end()
{
    if (!parser_->is_header_done())
        return reading::more;
    error_code error;
    parser_->put_eof(error);
    return error ? reading::more : reading::whole;
}

[[nodiscard]] bool is_end_of_stream(const error_code& error)
{
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

/// The peer reads no more.  What it said before, an early answer or a TLS alert, can still be read.
[[nodiscard]] bool is_broken_off(const error_code& error)
{
    return error == asio::error::broken_pipe || error == asio::error::connection_reset;
}

[[nodiscard]] bool is_header_safe(std::string_view text)
{
    // Three quick searches; find_first_of() would ask about every byte.
    const auto lacks = [text](char unsafe) { return text.find(unsafe) == std::string_view::npos; };
    return lacks('\r') && lacks('\n') && lacks('\0');
}

[[nodiscard]] exchange_end failed(const connection& link, const post_request& request,
                                  const error_code& error, bool answer_began)
{
    exchange_end end;
    end.outcome = connection_failure(link, request, error, answer_began);
    end.untouched = !answer_began && !link.expired() && error != asio::error::operation_aborted;
    return end;
}

/// The answer is there already: looking for more of it may take no longer than a moment.
task<bool> is_clean(connection& link)
{
    link.set_deadline(std::chrono::steady_clock::now() + longest_look);
    const bool holds_nothing = co_await link.holds_nothing_more();
    co_return holds_nothing && !link.expired();
}

}  // namespace

void write_request(std::string& into, const post_request& request)
{
    DEFECTD_ASSERT(is_header_safe(request.url.target) && is_header_safe(request.url.host));
    into.clear();
    fmt::format_to(std::back_inserter(into),
                   "POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: defectd/" DEFECTD_VERSION "\r\n",
                   request.url.target, request.url.authority());
    for (const auto& [name, value] : request.headers) {
        DEFECTD_ASSERT(is_header_safe(name) && is_header_safe(value));
        into.append(name).append(": ").append(value).append("\r\n");
    }
    fmt::format_to(std::back_inserter(into), "Content-Length: {}\r\n\r\n", request.body.size());
    into.append(request.body);
}

task<exchange_end> exchange(connection& link, const post_request& request,
                            std::optional<duration>& first_byte)
{
    write_request(link.outgoing(), request);
    const steady_time began = std::chrono::steady_clock::now();
    const error_code unsent = co_await link.send(link.outgoing());
    if (unsent && !is_broken_off(unsent))
        co_return failed(link, request, unsent, false);

    incoming_answer answer;
    reading state = reading::more;
    while (state == reading::more) {
        const error_code error = co_await link.receive();
        if (!first_byte && link.received().size() > 0)
            first_byte = std::chrono::round<duration>(std::chrono::steady_clock::now() - began);
        state = answer.feed(link.received());
        if (state == reading::more && is_end_of_stream(error))
            state = answer.feed_end();
        if (state == reading::more && error)
            co_return failed(link, request, error, answer.any());
    }

    exchange_end end;
    end.reusable =
        state == reading::whole && !unsent && answer.keeps_connection() && link.received().size() == 0;
    if (state == reading::garbage)
        end.outcome = post_failure{failure_reason::protocol, answer.complaint()};
    else
        end.outcome = answer.take();
    if (!end.reusable || !link.is_tls())
        co_return end;
    // Awaiting anything after a cancellation throws, and would lose an answer that is here.
    const asio::cancellation_state stop = co_await asio::this_coro::cancellation_state;
    const bool is_stopped = stop.cancelled() != asio::cancellation_type::none;
    end.reusable = false;
    if (!is_stopped)
        end.reusable = co_await is_clean(link);
    co_return end;
}

}  // namespace defectd
