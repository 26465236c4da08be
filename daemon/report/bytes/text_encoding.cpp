#include "bytes/text_encoding.hpp"

#include "defectd/base/enum_names.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

constexpr enum_names<4> encoding_names{"ASCII", "UTF-8", "Windows-1252", "Shift-JIS"};

}  // namespace

std::string_view name_of(text_encoding encoding) noexcept
{
    return name_in(encoding_names, encoding);
}

void encoding_guess::see(std::string_view piece)
{
    constexpr std::size_t max_character_length = 4;
    if (found_ != text_encoding::ascii)
        return;
    // Skip ASCII, unless a character began in the piece before.
    if (start_.empty())
        piece.remove_prefix(ascii_prefix(piece));
    start_ += piece.substr(0, max_character_length);
    if (start_.empty())
        return;
    // A character that the end of the piece cuts decides with the next piece; at the end of the text it is not UTF-8.
    const utf8_state state = first_character(start_).state;
    if (state != utf8_state::cut)
        found_ = state == utf8_state::whole ? text_encoding::utf8 : otherwise_;
}

void encoding_guess::see_end()
{
    if (found_ == text_encoding::ascii && !start_.empty())
        found_ = otherwise_;
}

}  // namespace defectd
