// What reading a request and reading an answer have in common: bounds, and a body that comes in pieces.  No I/O.
#ifndef DEFECTD_HTTP_BOUNDED_PARSER_HPP
#define DEFECTD_HTTP_BOUNDED_PARSER_HPP

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>

namespace defectd {

/// Fed through put() of the base; not to be used for a second message.
template <bool IsRequest>
class bounded_parser : public boost::beast::http::basic_parser<IsRequest> {
protected:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    bounded_parser(std::uint32_t max_header_bytes, std::uint64_t max_body_bytes)
    {
        this->header_limit(max_header_bytes);
        this->body_limit(max_body_bytes);
        this->eager(true);
    }

    /// The next bytes of the body, chunked or not.
    virtual void take_body(string_view piece) = 0;

private:
    void on_header_impl(error_code&) final {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) final {}
    std::size_t on_body_impl(string_view piece, error_code&) final
    {
        take_body(piece);
        return piece.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) final {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code&) final
    {
        take_body(piece);
        return piece.size();
    }
    void on_finish_impl(error_code&) final {}
};

}  // namespace defectd

#endif
