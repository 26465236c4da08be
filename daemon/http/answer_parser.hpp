// Reads one HTTP/1.1 answer and keeps the three things a delivery needs of it.  No I/O.
#ifndef DEFECTD_HTTP_ANSWER_PARSER_HPP
#define DEFECTD_HTTP_ANSWER_PARSER_HPP

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <string>

#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// The bounds of an answer; what is beyond them is not read.
inline constexpr std::uint32_t most_answer_header_bytes = 8U << 10U;
inline constexpr std::uint64_t most_answer_body_bytes = 64U << 10U;
inline constexpr std::size_t most_body_head_bytes = 1U << 10U;

/// Fed through put() and put_eof() of the base; not to be used for a second answer.
class answer_parser final : public boost::beast::http::basic_parser<false> {
public:
    answer_parser();

    /// Valid once the header is done.
    [[nodiscard]] int status() const noexcept { return answer_.status; }
    [[nodiscard]] post_response take() { return std::move(answer_); }

private:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int code, string_view, int, error_code&) override { answer_.status = code; }
    void on_field_impl(boost::beast::http::field name, string_view, string_view value, error_code&) override;
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view piece, error_code&) override;
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code& error) override
    {
        return on_body_impl(piece, error);
    }
    void on_finish_impl(error_code&) override {}

    post_response answer_;
};

}  // namespace defectd

#endif
