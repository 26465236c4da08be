#include "cells/cell_text.hpp"

namespace defectd {

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
        append_character(text_, c.value);  // U+FFFD unless whole
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

}  // namespace defectd
