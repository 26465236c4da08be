#include "bytes/transcoder.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "defectd/base/utf8.hpp"

namespace defectd {

transcoder::transcoder(const char* from, std::size_t unit)
    : descriptor_(iconv_open("UTF-8", from)), unit_(unit)
{
    // NOLINTNEXTLINE(performance-no-int-to-ptr): so the C library writes "none"
    if (descriptor_ == iconv_t(-1))
        throw std::system_error(errno, std::generic_category(),
                                std::string("the C library cannot convert ") + from +
                                    "; install its gconv modules");
}

transcoder::~transcoder()
{
    iconv_close(descriptor_);
}

std::size_t transcoder::append(std::string_view text, std::string& out)
{
    std::array<char, 4096> piece{};
    char* from = const_cast<char*>(text.data());  // iconv does not write there
    std::size_t left = text.size();
    while (left != 0) {
        char* to = piece.data();
        std::size_t room = piece.size();
        const bool whole = iconv(descriptor_, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
        const int why = errno;
        out.append(piece.data(), piece.size() - room);
        // EINVAL: the text ends inside a character.  E2BIG: the piece is full, so the loop goes on.
        if (whole || why == EINVAL)
            break;
        if (why == EILSEQ) {
            out += replacement_character;
            const std::size_t skipped = std::min(unit_, left);
            from += skipped;
            left -= skipped;
        }
    }
    // Back to the initial state: the next text does not continue this one.
    iconv(descriptor_, nullptr, nullptr, nullptr, nullptr);
    return left;
}

}  // namespace defectd
