#include "cells/cell_text.hpp"
#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"

#include <algorithm>

namespace defectd {
namespace {

/// Characters that end an address on either side.
constexpr std::string_view around_address = " \t\r\n<>()[]{},;:|\"'";

/// Characters of a cell that are looked at, as it may have megabytes: more than are stored, for addresses are removed.
constexpr std::size_t max_looked_at = 4 * max_stored_value;

/// Returns the text without each run of characters around an `@` that has something on both sides.
std::string without_addresses(std::string_view text)
{
    std::string stored;
    while (!text.empty()) {
        const std::size_t at = text.find('@');
        if (at == std::string_view::npos)
            break;
        const std::size_t before = text.substr(0, at).find_last_of(around_address);
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        const std::size_t end = std::min(text.find_first_of(around_address, at), text.size());
        const bool is_address = start < at && at + 1 < end;
        stored += text.substr(0, is_address ? start : end);
        text.remove_prefix(end);
    }
    stored += text;
    return stored;
}

/// Returns the text without control characters, which would break log lines and terminals.
std::string without_controls(std::string_view text)
{
    std::string stored;
    while (!text.empty()) {
        const utf8_character c = first_character(text);
        if (!is_control(c.value))
            stored += text.substr(0, c.size);
        text.remove_prefix(c.size);
    }
    return stored;
}

/// True when nothing is to be removed from the cell: the usual case, at the cost of one pass over its bytes.
bool is_plain(std::string_view cell)
{
    return cell.size() <= max_stored_value && std::all_of(cell.begin(), cell.end(), [](char c) {
               return c > 0x1F && c < 0x7F &&
                      c != '@';  // signed or not: bytes beyond ASCII fail one of the two
           });
}

}  // namespace

std::string_view cell_text::read(std::string_view cell, text_encoding encoding)
{
    if (is_ascii(cell) || (encoding == text_encoding::utf8 && is_utf8(cell)))
        return cell;
    text_.clear();
    if (encoding == text_encoding::windows_1252 || encoding == text_encoding::shift_jis)
        convert(cell, encoding);
    else
        mend_utf8(cell);
    return text_;
}

void cell_text::mend_utf8(std::string_view cell)
{
    while (!cell.empty()) {
        const utf8_character c = first_character(cell);
        append_character(text_, c.value);  // U+FFFD where the bytes are not a character
        cell.remove_prefix(c.size);
    }
}

void cell_text::convert(std::string_view cell, text_encoding encoding)
{
    if (!converter_)
        converter_.emplace(encoding == text_encoding::shift_jis ? "CP932" : "CP1252", 1U);
    if (converter_->append(cell, text_) != 0)
        text_ += replacement_character;
}

std::string stored_value(std::string_view cell)
{
    cell = trimmed(cell);
    if (is_plain(cell))
        return std::string(cell);
    // Addresses are removed before the value is shortened, so that half of one is never kept.
    cell = utf8_prefix(cell, max_looked_at);
    const std::string text = without_controls(without_addresses(cell));
    return std::string(trimmed(utf8_prefix(trimmed(text), max_stored_value)));
}

}  // namespace defectd
