// The report as text that a CSV reader can take: gunzipped, without byte order mark and DOS end-of-file mark, UTF-16
// turned into UTF-8. Other encodings stay as they are: no byte of a longer character of UTF-8 or Shift-JIS (trail bytes
// 40 … FC) looks like a separator (09 2C 3B), a quote (22), a space or a line end, so cells are cut before
// they are converted.
#ifndef DEFECTD_REPORT_BYTES_TEXT_STREAM_HPP
#define DEFECTD_REPORT_BYTES_TEXT_STREAM_HPP

#include <optional>
#include <string>
#include <string_view>

#include "bytes/gunzip.hpp"
#include "bytes/text_encoding.hpp"
#include "bytes/transcoder.hpp"

namespace defectd {

/// Reads the text of one report.  One thread.
class text_stream {
public:
    /// @param from       must outlive it
    /// @param otherwise  the encoding of text that is not Unicode
    text_stream(inflated_bytes& from, text_encoding otherwise) : from_(from), guess_(otherwise) {}

    /// Returns the next piece, empty at the end; valid until the next call.  Rejects what is not text: nothing, a
    /// spreadsheet file, UTF-16 cut inside a character.
    [[nodiscard]] result<std::string_view, rejection> next();

    /// Returns the encoding of all pieces returned so far.
    [[nodiscard]] text_encoding encoding() const noexcept { return guess_.found(); }

private:
    [[nodiscard]] result<std::string_view, rejection> next_with_mark();
    [[nodiscard]] std::string_view without_mark(std::string_view piece);
    [[nodiscard]] result<std::string_view, rejection> first_piece();
    [[nodiscard]] result<std::string_view, rejection> from_utf16(std::string_view piece);
    [[nodiscard]] result<std::string_view, rejection> end_of_utf16();

    inflated_bytes& from_;
    encoding_guess guess_;
    bool begun_ = false;
    std::string start_;  ///< the first bytes, which decide what it is
    std::optional<transcoder> utf16_;
    std::string cut_;  ///< the start of a UTF-16 character whose rest is to come
    std::string converted_;
    std::string held_;      ///< what is an end-of-file mark if nothing follows
    std::string released_;  ///< text that begins with what was held
};

}  // namespace defectd

#endif
