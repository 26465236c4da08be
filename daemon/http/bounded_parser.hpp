// What the parsers of requests and of responses have in common: limits, and a body that arrives in pieces.  No I/O.
#ifndef DEFECTD_HTTP_BOUNDED_PARSER_HPP
#define DEFECTD_HTTP_BOUNDED_PARSER_HPP

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <string_view>

namespace defectd {

/// Parses one message from the bytes given to put() of the base class, and cannot be used for a second one.  A message
/// over a limit makes put() report `header_limit` or `body_limit`.  The derived class takes the body piece by piece.
template <bool IsRequest>
class bounded_parser : public boost::beast::http::basic_parser<IsRequest> {
public:
    /// Returns whether put() may be called with these bytes; false when it has to wait for the next one.  Beast 1.81
    /// asserts five bytes when it looks again for the end of the last chunk, but "0 CR LF" and one byte more are four.
    [[nodiscard]] bool can_put(std::string_view bytes) const
    {
        const bool is_in_last_chunk = this->chunked() && chunk_left_ == 0 && bytes.starts_with("0\r\n");
        return !bytes.empty() && !(is_in_last_chunk && bytes.size() == 4);
    }

protected:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    bounded_parser(std::uint32_t header_bytes, std::uint64_t body_bytes)
    {
        this->header_limit(header_bytes);
        this->body_limit(body_bytes);
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
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code&) final { chunk_left_ = size; }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code&) final
    {
        chunk_left_ -= piece.size();
        take_body(piece);
        return piece.size();
    }
    void on_finish_impl(error_code&) final {}

    std::uint64_t chunk_left_ = 0;  ///< bytes of the present chunk that have not come
};

}  // namespace defectd

#endif
