#include "cells/cell_cursor.hpp"

#include <algorithm>
#include <vector>

#include "cells/fold.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

/// True for kana and ideographs: scripts without blanks between words.
bool has_no_blanks(char32_t c)
{
    return c >= 0x3040 && c <= 0x9FFF;
}

/// Returns where each letter at the front ends, as long as they are of one kind of script.
std::vector<std::size_t> letter_ends(std::string_view text)
{
    std::vector<std::size_t> ends;
    std::optional<bool> blankless;
    for (std::size_t at = 0; at < text.size() && !is_digit(text[at]);) {
        // What folds to nothing is a blank or punctuation; another kind of script begins another word.
        const utf8_character c = first_character(text.substr(at));
        if (fold_name(text.substr(at, c.size)).empty())
            break;
        if (blankless.value_or(has_no_blanks(c.value)) != has_no_blanks(c.value))
            break;
        blankless = has_no_blanks(c.value);
        at += c.size;
        ends.push_back(at);
    }
    return ends;
}

}  // namespace

bool cell_cursor::take(std::string_view wanted)
{
    if (!left_.starts_with(wanted))
        return false;
    left_.remove_prefix(wanted.size());
    return true;
}

void cell_cursor::skip(std::string_view characters)
{
    left_.remove_prefix(std::min(left_.find_first_not_of(characters), left_.size()));
}

void cell_cursor::skip_character()
{
    left_.remove_prefix(first_character(left_).size);
}

std::optional<number> cell_cursor::take_number()
{
    constexpr std::size_t max_digits = 8;
    const std::size_t digits = std::min(left_.find_first_not_of("0123456789"), left_.size());
    // A longer run is not a part of a date, and might not fit an int.
    if (digits == 0 || digits > max_digits)
        return std::nullopt;
    number found{0, static_cast<int>(digits)};
    for (const char c : left_.substr(0, digits))
        found.value = found.value * 10 + (c - '0');
    left_.remove_prefix(digits);
    return found;
}

std::optional<word> cell_cursor::take_word(const std::function<bool(const std::string&)>& is_known)
{
    const std::vector<std::size_t> ends = letter_ends(left_);
    if (ends.empty())
        return std::nullopt;
    // A word is all of the letters; in a script without blanks, where words run together, the longest known one.
    std::size_t size = ends.back();
    if (has_no_blanks(first_character(left_).value)) {
        const auto known = std::find_if(ends.rbegin(), ends.rend(), [&](std::size_t end) {
            return is_known(fold_name(left_.substr(0, end)));
        });
        size = known == ends.rend() ? size : *known;
    }
    // The raw word tells capitals from small letters; the folded one is what lists contain.
    word found{left_.substr(0, size), fold_name(left_.substr(0, size))};
    left_.remove_prefix(size);
    return found;
}

}  // namespace defectd
