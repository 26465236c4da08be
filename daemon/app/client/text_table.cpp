#include "client/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

constexpr const char* gap = "  ";

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

}  // namespace defectd
