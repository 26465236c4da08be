// Reads one HTTP/1.1 request within its limits.  No I/O.
#ifndef DEFECTD_HTTP_REQUEST_PARSER_HPP
#define DEFECTD_HTTP_REQUEST_PARSER_HPP

#include <boost/beast/http/basic_parser.hpp>

#include "defectd/http/server.hpp"

namespace defectd {

/// Fed through put() of the base; not to be used for a second request.
class request_parser final : public boost::beast::http::basic_parser<true> {
public:
    explicit request_parser(const http_server_options& limits);

    /// Valid once the header is done: the peer waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool awaits_continue() const noexcept { return awaits_continue_; }
    [[nodiscard]] server_request take() { return std::move(request_); }

private:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int,
                         error_code&) override;
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field name, string_view name_text, string_view value,
                       error_code&) override;
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view piece, error_code&) override;
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code& error) override
    {
        return on_body_impl(piece, error);
    }
    void on_finish_impl(error_code&) override {}

    server_request request_;
    bool awaits_continue_ = false;
};

}  // namespace defectd

#endif
