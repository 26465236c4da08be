#include "client/exchange.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "client/failures.hpp"
#include "client/incoming_answer.hpp"
#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// How long the search for bytes after an answer may take; it is local work.
constexpr auto max_look = std::chrono::milliseconds{100};

/// How long the rest of an answer is waited for once its status has decided: it is read only to keep the connection.
constexpr auto max_wait_for_the_rest = std::chrono::seconds{1};

[[nodiscard]] bool is_end_of_stream(const error_code& error)
{
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

/// Whether the peer has stopped reading.  What it sent before, an early answer or a TLS alert, can still be read.
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
                                  const error_code& error, answer_progress progress)
{
    exchange_end end;
    end.outcome = connection_failure(link, request, error, progress);
    end.untouched =
        progress == answer_progress::nothing && !link.expired() && error != asio::error::operation_aborted;
    return end;
}

[[nodiscard]] answer_progress progress_of(const incoming_answer& answer)
{
    return answer.any() ? answer_progress::begun : answer_progress::nothing;
}

/// An answer while it is read.
struct answer_so_far {
    incoming_answer answer;
    answer_reading state = answer_reading::more;
    bool is_decided = false;  ///< the status is known and says what the answer means
};

/// Reads until the answer is whole; returns the error of a connection that broke before it could be judged.  Once the
/// status has decided, the rest is read only to keep the connection: it gets a shorter deadline, and its loss is not
/// an error.
[[nodiscard]] task<error_code> read_answer(connection& link, answer_rules rules, steady_time began,
                                           std::optional<duration>& first_byte, answer_so_far& got)
{
    while (got.state == answer_reading::more) {
        const error_code error = co_await link.receive();
        if (!first_byte && link.received().size() > 0)
            first_byte = std::chrono::round<duration>(std::chrono::steady_clock::now() - began);
        got.state = got.answer.feed(link.received());
        if (got.state == answer_reading::more && is_end_of_stream(error))
            got.state = got.answer.feed_end();
        if (!got.is_decided && got.answer.has_head() && status_decides(rules, got.answer.status())) {
            got.is_decided = true;
            if (got.state == answer_reading::more)
                link.bring_deadline_forward(std::chrono::steady_clock::now() + max_wait_for_the_rest);
        }
        if (got.state == answer_reading::more && error && got.is_decided)
            got.state = answer_reading::cut_short;
        if (got.state == answer_reading::more && error)
            co_return error;
    }
    co_return error_code();
}

/// An answer whose status is known counts even when its body is damaged.
[[nodiscard]] post_outcome outcome_of(answer_so_far& got)
{
    if (got.state == answer_reading::garbage && !got.is_decided)
        return post_failure{failure_reason::protocol,
                            "the response is not HTTP/1.1: " + got.answer.complaint()};
    return got.answer.take();
}

/// Whether nothing is left to read on a TLS connection whose answer is whole.
task<bool> is_clean(connection& link)
{
    link.set_deadline(std::chrono::steady_clock::now() + max_look);
    const bool has_no_surplus = co_await link.has_no_surplus();
    co_return has_no_surplus && !link.expired();
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
    // 1. Send.  A peer that stopped reading may have answered before, so its answer is still read.
    write_request(link.outgoing(), request);
    const steady_time began = std::chrono::steady_clock::now();
    const error_code unsent = co_await link.send(link.outgoing());
    if (unsent && !is_broken_off(unsent))
        co_return failed(link, request, unsent, answer_progress::nothing);

    // 2. Read the answer.
    answer_so_far got;
    if (const error_code broken = co_await read_answer(link, request.answers, began, first_byte, got))
        co_return failed(link, request, broken, progress_of(got.answer));

    // 3. What came of it, and whether another request may follow on the connection.
    exchange_end end;
    end.reusable = got.state == answer_reading::whole && !unsent && got.answer.keeps_connection() &&
                   link.received().size() == 0;
    end.outcome = outcome_of(got);
    if (!end.reusable || !link.is_tls())
        co_return end;

    // 4. TLS reads ahead, so bytes after the answer may be where a look at the socket does not see them.  Awaiting
    //    anything after a cancellation throws and would lose the answer, so then the connection is not kept.
    const asio::cancellation_state stop = co_await asio::this_coro::cancellation_state;
    const bool is_stopped = stop.cancelled() != asio::cancellation_type::none;
    end.reusable = false;
    if (!is_stopped)
        end.reusable = co_await is_clean(link);
    co_return end;
}

}  // namespace defectd
