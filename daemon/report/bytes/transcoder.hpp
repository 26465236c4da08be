// Text of another encoding to UTF-8, by iconv(3) of the C library.
#ifndef DEFECTD_REPORT_BYTES_TRANSCODER_HPP
#define DEFECTD_REPORT_BYTES_TRANSCODER_HPP

#include <string>
#include <string_view>

namespace defectd {

/// Converts text to UTF-8.  One thread at a time.  Throws std::system_error when the system lacks the encoding.
class transcoder {
public:
    /// @param from  the name of the encoding as iconv_open(3) takes it: "CP932", "UTF-16LE"
    /// @param unit  bytes to skip where there is no character: 2 for UTF-16, else 1
    transcoder(const char* from, std::size_t unit);
    ~transcoder();
    transcoder(const transcoder&) = delete;
    transcoder& operator=(const transcoder&) = delete;

    /// Appends `text` to `out` and returns how many bytes at its end are the start of a character that is not
    /// all there.  What stands for no character becomes U+FFFD.
    [[nodiscard]] std::size_t append(std::string_view text, std::string& out);

private:
    void* descriptor_;
    std::size_t unit_;  ///< bytes
};

}  // namespace defectd

#endif
