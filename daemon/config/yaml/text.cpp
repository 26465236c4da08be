#include "yaml/text.hpp"

#include <boost/locale/utf.hpp>

#include <algorithm>
#include <array>

namespace defectd {
namespace {

using utf8 = boost::locale::utf::utf_traits<char>;

/// True for a control character that is not white space: YAML 1.2 §5.1 excludes most of them, and terminals obey them.
bool is_forbidden(boost::locale::utf::code_point character) noexcept
{
    const bool is_blank = character == '\t' || character == '\n' || character == '\r';
    return (character < 0x20 && !is_blank) || (character >= 0x7f && character < 0xa0);
}

}  // namespace

yaml_text::yaml_text(std::string_view text) : text_(text), line_starts_{0}
{
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n')
            line_starts_.push_back(i + 1);
}

std::optional<yaml_fault> yaml_text::bad_character()
{
    for (const char* at = text_.data(); at != text_.data() + text_.size();) {
        const auto offset = static_cast<std::size_t>(at - text_.data());
        const auto character = utf8::decode(at, text_.data() + text_.size());
        const bool is_utf8 = boost::locale::utf::is_valid_codepoint(character);
        if (is_utf8 && !is_forbidden(character))
            continue;
        // The line that contains the offset is the last one that starts at or before it.
        const auto next_line = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
        const auto line = next_line - line_starts_.begin() - 1;
        return yaml_fault{position(static_cast<int>(line), static_cast<int>(offset - *(next_line - 1))),
                          is_utf8 ? "a control character; remove it"
                                  : "not UTF-8 text; save the file as UTF-8"};
    }
    return std::nullopt;
}

yaml_position yaml_text::position(int line, int byte_column)
{
    line = std::max(line, 0);
    byte_column = std::max(byte_column, 0);
    // The parser asks in the order of the text.  To count on from the last position keeps a long line from being
    // counted again for each of its values.
    if (line != counted_line_ || byte_column < counted_bytes_) {
        counted_line_ = line;
        counted_bytes_ = 0;
        counted_characters_ = 0;
    }
    const std::string_view uncounted =
        from(line, counted_bytes_).substr(0, static_cast<std::size_t>(byte_column - counted_bytes_));
    const auto is_first_byte = [](char c) { return !utf8::is_trail(c); };
    counted_characters_ += static_cast<int>(std::count_if(uncounted.begin(), uncounted.end(), is_first_byte));
    counted_bytes_ = byte_column;
    return {line + 1, counted_characters_ + 1};
}

std::string_view yaml_text::from(int line, int byte_column) const
{
    if (line < 0 || byte_column < 0 || static_cast<std::size_t>(line) >= line_starts_.size())
        return {};
    const std::size_t offset =
        line_starts_[static_cast<std::size_t>(line)] + static_cast<std::size_t>(byte_column);
    return text_.substr(std::min(offset, text_.size()));
}

bool opens_endless_quote(std::string_view text) noexcept
{
    if (text.empty() || (text.front() != '"' && text.front() != '\''))
        return false;
    const char quote = text.front();
    for (std::size_t i = 1; i < text.size(); ++i) {
        // A backslash escapes in double quotes; in single quotes a quote is doubled.
        const bool escapes = quote == '"' ? text[i] == '\\' : text.substr(i).starts_with("''");
        if (escapes)
            ++i;
        else if (text[i] == quote)
            return false;
    }
    return true;
}

bool begins_with_null(std::string_view text) noexcept
{
    constexpr std::array<std::string_view, 4> nulls{"~", "null", "Null", "NULL"};
    return std::any_of(nulls.begin(), nulls.end(), [text](std::string_view null) {
        if (!text.starts_with(null))
            return false;
        const std::string_view rest = text.substr(null.size());
        return rest.empty() || std::string_view(" \t\r\n,]}#").find(rest.front()) != std::string_view::npos;
    });
}

}  // namespace defectd
