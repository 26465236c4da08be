#include "bytes/text_stream.hpp"

#include <algorithm>
#include <utility>

namespace defectd {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view zip_magic = "PK\x03\x04"sv;
constexpr std::string_view ole_magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
constexpr std::string_view utf8_bom = "\xEF\xBB\xBF"sv;
constexpr std::string_view utf16_le_bom = "\xFF\xFE"sv;
constexpr std::string_view utf16_be_bom = "\xFE\xFF"sv;
constexpr std::size_t max_magic_length = ole_magic.size();

/// CP/M and DOS end a text with it, or fill its last block of 128 bytes; editors add a line end.
constexpr char dos_end_of_file = '\x1A';
constexpr std::string_view end_marks = "\x1A\r\n"sv;
constexpr std::size_t max_end_mark_length = 4096;

/// Returns why a file that begins like this is not text; nullopt when it may be.
std::optional<rejection> no_text(std::string_view start)
{
    if (start.empty())
        return rejection{rejection_code::empty,
                         "the report is empty (0 bytes); a report without defects still has its header line, "
                         "so download or export it again"};
    if (start.starts_with(zip_magic) || start.starts_with(ole_magic))
        return rejection{
            rejection_code::xlsx,
            "this is a spreadsheet file, not text; save it as CSV (UTF-8) or tab-delimited text"};
    return std::nullopt;
}

}  // namespace

result<std::string_view, rejection> text_stream::next()
{
    for (;;) {
        result<std::string_view, rejection> piece = next_with_mark();
        if (piece.has_error() || piece->empty())
            return piece;
        // A piece of which nothing is left must not look like the end.
        const std::string_view text = without_mark(*piece);
        if (!text.empty())
            return text;
    }
}

/// Holds back what the piece ends with, from the first 0x1A on, if it may be all of an end-of-file mark.  When
/// more text follows, it is returned in front of that text; at the end of the file it is dropped.
std::string_view text_stream::without_mark(std::string_view piece)
{
    if (!held_.empty()) {
        released_ = std::exchange(held_, {}).append(piece);
        piece = released_;
    }
    const std::size_t text_end = piece.find_last_not_of(end_marks) + 1;
    const std::size_t mark = std::min(piece.find(dos_end_of_file, text_end), piece.size());
    if (piece.size() - mark > max_end_mark_length)
        return piece;
    held_ = piece.substr(mark);
    return piece.substr(0, mark);
}

result<std::string_view, rejection> text_stream::next_with_mark()
{
    result<std::string_view, rejection> piece = begun_ ? from_.next() : first_piece();
    if (piece.has_error())
        return piece;
    if (utf16_)
        return piece->empty() ? end_of_utf16() : from_utf16(*piece);
    // Text that is not UTF-16 is passed on as it is; its encoding is only found out.
    guess_.see(*piece);
    if (piece->empty())
        guess_.see_end();
    return piece;
}

/// Finds out what the file is, by its first bytes, and returns them without a byte order mark.
result<std::string_view, rejection> text_stream::first_piece()
{
    begun_ = true;
    // Pieces may be of any size, so the first bytes may come in several.
    while (start_.size() < max_magic_length) {
        result<std::string_view, rejection> piece = from_.next();
        if (piece.has_error())
            return piece;
        if (piece->empty())
            break;
        start_ += *piece;
    }
    if (std::optional<rejection> why = no_text(start_))
        return *std::move(why);
    std::string_view text = start_;
    if (text.starts_with(utf8_bom)) {
        guess_.is_known_to_be(text_encoding::utf8);
        text.remove_prefix(utf8_bom.size());
    } else if (text.starts_with(utf16_le_bom) || text.starts_with(utf16_be_bom)) {
        guess_.is_known_to_be(text_encoding::utf8);
        utf16_.emplace(text.starts_with(utf16_le_bom) ? "UTF-16LE" : "UTF-16BE", 2U);
        text.remove_prefix(utf16_le_bom.size());
    }
    return text;
}

/// Returns the characters that `piece` completes.  Reads on when there are none, for an empty piece would be the end.
result<std::string_view, rejection> text_stream::from_utf16(std::string_view piece)
{
    converted_.clear();
    while (!piece.empty()) {
        cut_ += piece;
        cut_.erase(0, cut_.size() - utf16_->append(cut_, converted_));
        if (!converted_.empty())
            return std::string_view(converted_);
        result<std::string_view, rejection> more = from_.next();
        if (more.has_error())
            return more;
        piece = *more;
    }
    return end_of_utf16();
}

/// Returns the end, or the rejection of a text that ends inside a character.
result<std::string_view, rejection> text_stream::end_of_utf16()
{
    if (!cut_.empty() && cut_.front() != dos_end_of_file)  // DOS adds one byte
        return rejection{
            rejection_code::truncated,
            "the UTF-16 text ends inside a character: the file is truncated; download or copy it again"};
    return std::string_view{};
}

}  // namespace defectd
