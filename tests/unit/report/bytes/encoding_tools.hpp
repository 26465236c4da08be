// Makes the encodings that the tests of this folder read.
#ifndef DEFECTD_TESTS_UNIT_REPORT_BYTES_ENCODING_TOOLS_HPP
#define DEFECTD_TESTS_UNIT_REPORT_BYTES_ENCODING_TOOLS_HPP

#include <doctest/doctest.h>
#include <iconv.h>
#include <zlib.h>

#include <string>

namespace defectd::test {

/// UTF-8 to `encoding`; every character must have a form there.
inline std::string encoded(std::string text, const char* encoding)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    std::string out(text.size() * 4 + 16, '\0');
    char* from = text.data();
    char* to = out.data();
    std::size_t left = text.size();
    std::size_t room = out.size();
    REQUIRE(iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1));
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
}

inline std::string gzipped(std::string text)
{
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(text.data());
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

inline const std::string utf8_bom = "\xEF\xBB\xBF";
inline const std::string utf16_le_bom = "\xFF\xFE";
inline const std::string utf16_be_bom = "\xFE\xFF";

}  // namespace defectd::test

#endif
