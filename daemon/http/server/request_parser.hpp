// Reads one HTTP/1.1 request within its limits, which come from the configuration of the server.  No I/O.
#ifndef DEFECTD_HTTP_SERVER_REQUEST_PARSER_HPP
#define DEFECTD_HTTP_SERVER_REQUEST_PARSER_HPP

#include "bounded_parser.hpp"
#include "defectd/http/server.hpp"

namespace defectd {

/// Collects method, target, headers and body of one request, and cannot be used for a second one.  Headers keep their
/// order and their spelling.
class request_parser final : public bounded_parser<true> {
public:
    explicit request_parser(const http_server_options& limits)
        : bounded_parser(limits.max_header_bytes, limits.max_body_bytes)
    {
    }

    /// Returns whether the peer waits for "100 Continue" before it sends the body.  Valid once the header is done.
    [[nodiscard]] bool awaits_continue() const noexcept { return awaits_continue_; }

    /// Returns the request once is_done(), without peer_uid.
    [[nodiscard]] server_request take() { return std::move(request_); }

private:
    void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int,
                         error_code&) override;
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field name, string_view name_text, string_view value,
                       error_code&) override;
    void take_body(string_view piece) override { request_.body.append(piece.data(), piece.size()); }

    server_request request_;
    bool awaits_continue_ = false;
};

inline void request_parser::on_request_impl(boost::beast::http::verb, string_view method, string_view target,
                                            int, error_code&)
{
    request_.method.assign(method.data(), method.size());
    request_.target.assign(target.data(), target.size());
}

inline void request_parser::on_field_impl(boost::beast::http::field name, string_view name_text,
                                          string_view value, error_code&)
{
    request_.headers.emplace_back(std::string(name_text.data(), name_text.size()),
                                  std::string(value.data(), value.size()));
    if (name == boost::beast::http::field::expect)
        awaits_continue_ = boost::beast::iequals(value, "100-continue");
}

}  // namespace defectd

#endif
