#include "defectd/webhook/answer_head.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace defectd;
using state = answer_head::state;

namespace {

/// Feeds `text` in pieces of `step` bytes, as a connection would; gives what was left over.
std::string fed(answer_head& head, std::string_view text, std::size_t step = std::string_view::npos)
{
    std::string waiting;
    while (!text.empty()) {
        const std::string_view piece = text.substr(0, step);
        waiting += piece;
        text.remove_prefix(piece.size());
        waiting.erase(0, head.take(waiting));
    }
    return waiting;
}

std::string repeated(std::string_view piece, std::size_t times)
{
    std::string text;
    for (std::size_t count = 0; count < times; ++count)
        text += piece;
    return text;
}

/// A good head of exactly this many bytes.
std::string head_of_size(std::size_t size)
{
    const std::string begin = "HTTP/1.1 200 OK\r\nX-Long: ";
    return begin + std::string(size - begin.size() - 4, 'x') + "\r\n\r\n";
}

struct accepted {
    std::string_view text;
    int status;
    std::string_view framing;
};

}  // namespace

TEST_SUITE("webhook/answer_head")
{
    TEST_CASE("heads of real servers are accepted, at once and byte by byte")
    {
        const auto rows = std::to_array<accepted>({
            {"HTTP/1.1 200 OK\r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.1 200 OK\n\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.1 200 OK\nContent-Length: 0\n\n", 200, "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"},
            {"HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n", 200, "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"},
            {"HTTP/1.1 200 OK\nX: y\r\n\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.0 200 OK\r\n\r\n", 200, "HTTP/1.0 200 \r\n\r\n"},
            {"HTTP/1.2 200 OK\r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.9 503 OK\r\n\r\n", 503, "HTTP/1.1 503 \r\n\r\n"},
            {"HTTP/1.1 204 \r\n\r\n", 204, "HTTP/1.1 204 \r\n\r\n"},
            {"HTTP/1.1 204\r\n\r\n", 204, "HTTP/1.1 204 \r\n\r\n"},
            {"HTTP/1.1 204\n\n", 204, "HTTP/1.1 204 \r\n\r\n"},
            {"\r\nHTTP/1.1 200 OK\r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"\nHTTP/1.1 200 OK\r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.1 200 \tSch\xC3\xB6n: 200\r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.1 999 Odd\r\n\r\n", 999, "HTTP/1.1 999 \r\n\r\n"},
            {"HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\tc\r\n \r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.1 200 OK\r\nX:\r\nEmpty: \t \r\n\r\n", 200, "HTTP/1.1 200 \r\n\r\n"},
            {"HTTP/1.1 200 OK\r\ncontent-LENGTH:\r\n 5\r\n\r\n", 200,
             "HTTP/1.1 200 \r\ncontent-LENGTH: 5\r\n\r\n"},
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip,\r\n  chunked \r\nConnection: close\r\n\r\n", 200,
             "HTTP/1.1 200 \r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n"},
            {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n z\r\nContent-Length: 5\r\n\r\n", 200,
             "HTTP/1.1 200 \r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n"},
            {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nContent-Length: 9\r\n\r\n\r\nHTTP/1.1 201\r\n\r\n",
             201, "HTTP/1.1 201 \r\n\r\n"},
        });
        for (const accepted& row : rows) {
            CAPTURE(row.text);
            for (const std::size_t step : {std::string_view::npos, std::size_t{1}, std::size_t{3}}) {
                answer_head head;
                CHECK_FALSE(head.has_begun());
                CHECK(fed(head, std::string(row.text) + "rest") == "rest");
                answer_head in_pieces;
                CHECK(fed(in_pieces, row.text, step).empty());
                for (const answer_head* const each : {&head, &in_pieces}) {
                    CHECK(each->progress() == state::whole);
                    CHECK(each->status() == row.status);
                    CHECK(each->framing() == row.framing);
                    CHECK(each->has_begun());
                }
            }
        }
    }

    TEST_CASE("ambiguous heads are rejected, at once and byte by byte")
    {
        const std::string texts[] = {
            "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/2 200\r\n\r\n",
            "HTTP/0.9 200 OK\r\n\r\n",
            "HTTP/11 200 OK\r\n\r\n",
            "HTTP/1.10 200 OK\r\n\r\n",
            "HTTP/1. 200 OK\r\n\r\n",
            "HTTP/1 200 OK\r\n\r\n",
            "http/1.1 200 OK\r\n\r\n",
            " HTTP/1.1 200 OK\r\n\r\n",
            "ICY 200 OK\r\n\r\n",
            "hello\r\n",
            "<html>",
            "\x16\x03\x03",
            "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            "\r\rHTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1  200 OK\r\n\r\n",
            "HTTP/1.1 20 OK\r\n\r\n",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/1.1 2x0 OK\r\n\r\n",
            "HTTP/1.1 -20 OK\r\n\r\n",
            "HTTP/1.1 000 OK\r\n\r\n",
            "HTTP/1.1 099 OK\r\n\r\n",
            "HTTP/1.1\t200 OK\r\n\r\n",
            "HTTP/1.1 200 O\rK\r\n\r\n",
            "HTTP/1.1 200 OK\r\r\n\r\n",
            std::string("HTTP/1.1 200 O\0K\r\n\r\n", 20),
            "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nName\t: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nN\xC3\xA4me: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\n folded: onto nothing\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a\x01\r\n\r\n",
            std::string("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", 27),
            "HTTP/1.1 200 OK\r\nX: a\r\n b\x7F\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Switching Protocols\r\n\r\n",
            repeated("HTTP/1.1 100 Continue\r\n\r\n", max_interim_answers + 1) + "HTTP/1.1 200 OK\r\n\r\n",
        };
        for (const std::string& text : texts) {
            CAPTURE(text);
            for (const std::size_t step : {std::string::npos, std::size_t{1}}) {
                answer_head head;
                fed(head, text, step);
                CHECK(head.progress() == state::refused);
                CHECK_FALSE(head.complaint().empty());
            }
        }
    }

    TEST_CASE("an incomplete head is neither rejected nor complete")
    {
        const std::string whole =
            "\r\nHTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 1\r\n\r\n";
        for (std::size_t size = 0; size < whole.size(); ++size) {
            CAPTURE(size);
            answer_head head;
            fed(head, whole.substr(0, size));
            CHECK(head.progress() == state::more);
        }
    }

    TEST_CASE("heads up to 64 KiB are accepted, interim answers and folded lines included")
    {
        const std::string interim = "HTTP/1.1 103 Early\r\nLink: " + std::string(10'000, 'l') + "\r\n\r\n";
        const std::string folds =
            "HTTP/1.1 200 OK\r\nX: y\r\n" + repeated(" " + std::string(98, 'f') + "\n", 500);
        for (const std::size_t over : {std::size_t{0}, std::size_t{1}}) {
            const std::string heads[] = {
                head_of_size(max_answer_head_bytes + over),
                interim + interim + head_of_size(max_answer_head_bytes + over - 2 * interim.size()),
                folds + " " + std::string(max_answer_head_bytes + over - folds.size() - 5, 'e') + "\r\n\r\n",
            };
            for (const std::string& text : heads) {
                answer_head head;
                fed(head, text, 4096);
                CHECK(head.progress() == (over == 0 ? state::whole : state::refused));
            }
        }
        for (const std::string_view endless :
             {"HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nX: y\r\n "}) {
            answer_head head;
            fed(head, std::string(endless) + std::string(max_answer_head_bytes, 'e'), 5000);
            CHECK(head.progress() == state::refused);
        }
    }

    TEST_CASE("Retry-After and X-RateLimit-Reset-After are stored, several lines as one list")
    {
        answer_head head;
        fed(head, "HTTP/1.1 103 E\r\nRetry-After: 9\r\n\r\n"
                  "HTTP/1.1 429 Slow\r\nretry-after: 120 \r\nX: y\r\nRETRY-AFTER:\r\n 300\r\n"
                  "X-RateLimit-Reset-After: 1.5\r\nX-Retry-After: 5\r\n\r\n");
        CHECK(head.retry_after() == "120, 300");
        CHECK(head.reset_after() == "1.5");
    }
}
