// Reads the body of one response and keeps its beginning.  No I/O.
#ifndef DEFECTD_HTTP_CLIENT_ANSWER_PARSER_HPP
#define DEFECTD_HTTP_CLIENT_ANSWER_PARSER_HPP

#include <algorithm>
#include <limits>
#include <string>

#include "bounded_parser.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// The number of bytes of a body that are read.  A longer body is cut, and its connection is not used again.
inline constexpr std::uint64_t max_answer_body_bytes = 64U << 10U;

/// Gets answer_head::framing() first, which answer_head has limited, and then the bytes of the body.  Status and
/// headers are those of answer_head; this class only finds the end of the body.
class answer_parser final : public bounded_parser<false> {
public:
    answer_parser() : bounded_parser(std::numeric_limits<std::uint32_t>::max(), max_answer_body_bytes) {}

    /// Returns the first max_body_head_bytes of the body.
    [[nodiscard]] std::string take_body_head() { return std::move(body_head_); }

private:
    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field, string_view, string_view, error_code&) override {}
    void take_body(string_view piece) override
    {
        // The rest of the body is read so that the connection can be used again, and is dropped.
        body_head_.append(piece.data(), std::min(piece.size(), max_body_head_bytes - body_head_.size()));
    }

    std::string body_head_;
};

}  // namespace defectd

#endif
