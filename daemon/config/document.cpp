#include "document.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace defectd {

std::string type_text(const schema_row& row)
{
    std::string text(name_of(row.kind));
    if (row.kind == value_kind::integer && !row.words.empty())
        // The words of an integer are alternatives to a number: `auto`.
        text = fmt::format("`{}` or {}", row.words, text);
    else if (!row.words.empty())
        text = fmt::format("{} `{}`", row.kind == value_kind::word_list ? "list of" : "one of",
                           fmt::join(words_in(row.words), "`, `"));
    if (!row.lowest.empty())
        text += fmt::format(", {} to {}", row.lowest, row.highest);
    return text;
}

bool holds_rows(const schema_row& row)
{
    return !rows_under(inside(row)).empty();
}

std::string inside(const schema_row& row)
{
    // `signing` is a list of sections too, unless it is `none`.
    const bool is_list = row.kind == value_kind::section_list || row.kind == value_kind::signing;
    return std::string(row.path) + (is_list ? "[]" : "");
}

}  // namespace defectd
