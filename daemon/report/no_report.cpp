#include "no_report.hpp"

#include <algorithm>
#include <array>

#include "cells/fold.hpp"
#include "defectd/base/text.hpp"
#include "header_line.hpp"

namespace defectd {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t looked_at = 4096;  // bytes

/// The tags that only a web page has.
constexpr std::array page_marks{"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv};

/// True for XML that is not a web page.
/// @param text  in lower case, begins with `<`
bool is_other_xml(std::string_view text)
{
    const auto has = [text](std::string_view mark) { return text.find(mark) != std::string_view::npos; };
    return (text.starts_with("<?xml") || text.starts_with("<error") || has("xmlns=")) &&
           std::none_of(page_marks.begin(), page_marks.end(), has);
}

}  // namespace

std::optional<rejection> no_table(std::string_view start)
{
    const std::string_view text = trimmed(start.substr(0, looked_at));
    if (text.starts_with('<')) {
        if (is_other_xml(lower_case(text)))
            return rejection{
                rejection_code::xml,
                "this is XML, not a table: usually an error message from the service that provides "
                "the report, saved as the report; read it and download the report again",
                1};
        return rejection{rejection_code::html,
                         "this is a web page, usually the login page saved as the report; sign in and "
                         "download the report again",
                         1};
    }
    start.remove_prefix(std::min(start.find_first_not_of("\r\n"), start.size()));
    if (first_line(start).text.find('\0') != std::string_view::npos)
        return rejection{
            rejection_code::encoding,
            "the first line contains NUL bytes: the file is UTF-16 without a byte order mark, or "
            "not text; save it as UTF-8",
            1};
    return std::nullopt;
}

std::optional<rejection> json_document(std::string_view start)
{
    const std::string_view text = trimmed(start.substr(0, looked_at));
    if (!text.starts_with('{') && !text.starts_with('['))
        return std::nullopt;
    // A header may begin with a bracket, too.  In JSON a string, a number, a literal or a bracket follows it.
    const std::string_view inside = trimmed(text.substr(1));
    if (!inside.empty() &&
        std::string_view("\"{}[]-0123456789tfn").find(inside.front()) == std::string_view::npos)
        return std::nullopt;
    return rejection{rejection_code::json,
                     "this is JSON, not a table: usually an error message from the service that provides "
                     "the report, saved as the report; read it and download the report again as CSV or "
                     "tab-delimited text",
                     1};
}

}  // namespace defectd
