// Reads one HTTP/1.1 answer and keeps the three things a delivery needs of it.  No I/O.
#ifndef DEFECTD_HTTP_ANSWER_PARSER_HPP
#define DEFECTD_HTTP_ANSWER_PARSER_HPP

#include <string>

#include "bounded_parser.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// The bounds of an answer; what is beyond them is not read.
inline constexpr std::uint32_t most_answer_header_bytes = 8U << 10U;
inline constexpr std::uint64_t most_answer_body_bytes = 64U << 10U;
inline constexpr std::size_t most_body_head_bytes = 1U << 10U;

class answer_parser final : public bounded_parser<false> {
public:
    answer_parser() : bounded_parser(most_answer_header_bytes, most_answer_body_bytes) {}

    /// Valid once the header is done.
    [[nodiscard]] int status() const noexcept { return answer_.status; }
    [[nodiscard]] post_response take() { return std::move(answer_); }

private:
    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int code, string_view, int, error_code&) override { answer_.status = code; }
    void on_field_impl(boost::beast::http::field name, string_view, string_view value, error_code&) override;
    void take_body(string_view piece) override;

    post_response answer_;
};

}  // namespace defectd

#endif
