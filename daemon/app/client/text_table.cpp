#include "client/text_table.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "defectd/base/assert.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

/// The space between two columns.
constexpr const char* gap = "  ";

/// Returns a line in which every cell has the width of its column.
std::string line_of(const std::vector<std::string>& cells, const std::vector<text_table::column>& columns,
                    const std::vector<std::size_t>& widths)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += i == 0 ? "" : gap;
        line += columns[i].to == text_table::side::right ? fmt::format("{:>{}}", cells[i], widths[i])
                                                         : fmt::format("{:<{}}", cells[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

}  // namespace

void text_table::add(std::vector<std::string> cells)
{
    DEFECTD_ASSERT(cells.size() == columns_.size());
    rows_.push_back(std::move(cells));
}

std::vector<std::size_t> text_table::widths() const
{
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = columns_[i].head.size();
        for (const std::vector<std::string>& row : rows_)
            width = std::max(width, row[i].size());
        widths.push_back(width);
    }
    return widths;
}

std::string text_table::text() const
{
    const std::vector<std::size_t> wide = widths();
    std::vector<std::string> heads;
    heads.reserve(columns_.size());
    for (const column& each : columns_)
        heads.push_back(each.head);
    std::string text = line_of(heads, columns_, wide);
    for (const std::vector<std::string>& row : rows_)
        text += line_of(row, columns_, wide);
    return text;
}

namespace {

/// Returns `text` with control characters as \xHH: the name of a folder may contain any bytes, and a terminal would
/// obey them.
std::string harmless(std::string_view text)
{
    std::string shown;
    for (const char c : text)
        // Bytes over 0x7F belong to characters of UTF-8 and are not C1 controls by themselves.
        if (is_control(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 0x80)
            fmt::format_to(std::back_inserter(shown), "\\x{:02x}", static_cast<unsigned char>(c));
        else
            shown += c;
    return shown;
}

}  // namespace

std::string cell(const boost::json::value& value)
{
    if (value.is_null())
        return "-";
    return value.is_string() ? harmless(value.get_string().c_str()) : boost::json::serialize(value);
}

std::string time_cell(const boost::json::value& value)
{
    if (!value.is_string())
        return "-";
    const std::string text(value.get_string().c_str());
    return text.substr(0, 10) + " " + text.substr(11, 8) + "Z";
}

}  // namespace defectd
