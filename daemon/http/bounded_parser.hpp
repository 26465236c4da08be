// What the parsers of requests and of responses have in common: limits, and a body that arrives in pieces.  No I/O.
#ifndef DEFECTD_HTTP_BOUNDED_PARSER_HPP
#define DEFECTD_HTTP_BOUNDED_PARSER_HPP

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>

namespace defectd {

/// Parses one message from the bytes given to put() of the base class, and cannot be used for a second one.  A message
/// over a limit makes put() report `header_limit` or `body_limit`.  The derived class takes the body piece by piece.
template <bool IsRequest>
class bounded_parser : public boost::beast::http::basic_parser<IsRequest> {
protected:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    bounded_parser(std::uint32_t max_header_bytes, std::uint64_t max_body_bytes)
    {
        this->header_limit(max_header_bytes);
        this->body_limit(max_body_bytes);
        // Eager: put() goes on to the body after the head.
        this->eager(true);
    }

    /// Takes the next bytes of the body, without the framing of chunks.
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
