#include "client/incoming_answer.hpp"

#include <boost/asio/buffer.hpp>

#include <doctest/doctest.h>

#include <string_view>

using namespace defectd;

namespace {

constexpr std::string_view head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Feeds one byte at a time; returns what the reader says after the last.
answer_reading feed_bytes(incoming_answer& answer, boost::beast::flat_buffer& received,
                          std::string_view bytes)
{
    answer_reading state = answer_reading::more;
    for (std::size_t at = 0; at < bytes.size() && state == answer_reading::more; ++at) {
        received.commit(
            boost::asio::buffer_copy(received.prepare(1), boost::asio::buffer(bytes.substr(at, 1))));
        state = answer.feed(received);
    }
    return state;
}

}  // namespace

TEST_SUITE("http/incoming_answer")
{
    TEST_CASE("a chunked body that arrives byte by byte is read to its end")
    {
        for (const std::string_view body :
             {"0\r\n\r\n", "0\r\nTrailer: 1\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "1\r\n0\r\n0;a\r\n\r\n"}) {
            CAPTURE(body);
            incoming_answer answer;
            boost::beast::flat_buffer received;
            CHECK(feed_bytes(answer, received, head) == answer_reading::more);
            CHECK(feed_bytes(answer, received, body) == answer_reading::whole);
            CHECK(answer.keeps_connection());
            CHECK(received.size() == 0);
        }
    }

    TEST_CASE("a body that ends within its last chunk is not whole, whatever the byte it ends at")
    {
        constexpr std::string_view body = "0\r\n\r\n";
        for (std::size_t size = 0; size < body.size(); ++size) {
            CAPTURE(size);
            incoming_answer answer;
            boost::beast::flat_buffer received;
            CHECK(feed_bytes(answer, received, head) == answer_reading::more);
            CHECK(feed_bytes(answer, received, body.substr(0, size)) == answer_reading::more);
            CHECK(answer.feed_end() != answer_reading::whole);
        }
    }
}
