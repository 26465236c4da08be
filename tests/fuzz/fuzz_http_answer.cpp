// Reads any bytes as what comes in on a connection after a request, until the peer closes it.  The result must be the
// same whether they come at once or in pieces, and every part of it keeps its bound; a peer that repeats the bytes for
// ever is cut off.
#include <boost/asio/buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "client/incoming_answer.hpp"
#include "defectd/base/assert.hpp"

using namespace defectd;

namespace {

/// As much as one read of a connection brings.
constexpr std::size_t read_size = 8U << 10U;

/// Longer inputs take long in pieces of one byte and show nothing new.
constexpr std::size_t max_compared_bytes = 16U << 10U;

/// What a connection's reader knows of an answer.
class reader {
public:
    void read(std::string_view bytes, std::size_t step)
    {
        while (state_ == answer_reading::more && !bytes.empty()) {
            const std::string_view piece = bytes.substr(0, step);
            bytes.remove_prefix(piece.size());
            const auto space = received_.prepare(piece.size());
            received_.commit(boost::asio::buffer_copy(space, boost::asio::buffer(piece)));
            read_ += piece.size();
            state_ = answer_.feed(received_);
        }
    }

    void read_end()
    {
        if (state_ == answer_reading::more)
            state_ = answer_.feed_end();
    }

    [[nodiscard]] answer_reading state() const { return state_; }
    [[nodiscard]] incoming_answer& answer() { return answer_; }
    [[nodiscard]] std::size_t bytes_read() const { return read_; }
    [[nodiscard]] std::size_t bytes_used() const { return read_ - received_.size(); }

private:
    boost::beast::flat_buffer received_;
    incoming_answer answer_;
    answer_reading state_ = answer_reading::more;
    std::size_t read_ = 0;
};

void check_bounds(const post_response& response)
{
    DEFECTD_ASSERT(response.status >= 200 && response.status <= 999);
    DEFECTD_ASSERT(response.body_head.size() <= max_body_head_bytes);
    for (const auto& wait : {response.retry_after, response.reset_after})
        DEFECTD_ASSERT(!wait || (!wait->empty() && wait->size() <= max_answer_head_bytes));
}

void check_same(const post_response& one, const post_response& other)
{
    DEFECTD_ASSERT(one.status == other.status && one.body_head == other.body_head);
    DEFECTD_ASSERT(one.retry_after == other.retry_after && one.reset_after == other.reset_after);
}

void check_same(reader& one, reader& other)
{
    DEFECTD_ASSERT(one.state() == other.state());
    DEFECTD_ASSERT(one.answer().any() == other.answer().any());
    // The texts may differ: in pieces a bad first line is rejected before its end is there.
    DEFECTD_ASSERT(one.answer().complaint().empty() == other.answer().complaint().empty());
    DEFECTD_ASSERT(one.answer().keeps_connection() == other.answer().keeps_connection());
    if (one.state() == answer_reading::whole)
        DEFECTD_ASSERT(one.bytes_used() == other.bytes_used());
    DEFECTD_ASSERT(one.answer().has_head() == other.answer().has_head());
    if (!one.answer().has_head())
        return;
    const post_response response = one.answer().take();
    check_bounds(response);
    check_same(response, other.answer().take());
}

/// What is handed to the next parser has one form.
void check_framing(std::string_view bytes)
{
    answer_head head;
    head.take(bytes);
    if (head.progress() != answer_head::state::whole)
        return;
    const std::string_view framing = head.framing();
    DEFECTD_ASSERT(framing.starts_with("HTTP/1.") && framing.find("\r\n\r\n") == framing.size() - 4);
    for (std::size_t at = 0; at < framing.size(); ++at) {
        DEFECTD_ASSERT(framing[at] != '\r' || framing[at + 1] == '\n');
        DEFECTD_ASSERT(framing[at] != '\n' || framing[at - 1] == '\r');
    }
}

void check_pieces(std::string_view bytes)
{
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{7}}) {
        reader at_once;
        reader in_pieces;
        at_once.read(bytes, bytes.size());
        in_pieces.read(bytes, step);
        at_once.read_end();
        in_pieces.read_end();
        check_same(at_once, in_pieces);
    }
}

void check_endless(std::string_view bytes)
{
    reader endless;
    while (endless.state() == answer_reading::more)
        endless.read(bytes, read_size);
    DEFECTD_ASSERT(endless.bytes_read() <=
                   max_answer_head_bytes + max_bytes_after_head + read_size + bytes.size());
    DEFECTD_ASSERT(endless.answer().complaint().empty() == (endless.state() != answer_reading::garbage));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0 || size > max_compared_bytes)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    check_framing(text);
    check_pieces(text);
    check_endless(text);
    return 0;
}
