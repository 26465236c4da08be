#include "header_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "csv_reader.hpp"
#include "defectd/base/text.hpp"
#include "value_cell.hpp"

namespace defectd {
namespace {

/// Keeps the first row that has a cell with something in it.
struct first_row {
    std::vector<std::string> cells;
    bool ended = false;

    void cell(std::string_view text)
    {
        if (!ended)
            cells.emplace_back(text);
    }

    void end_of_row(row_end /*how*/, std::uint64_t /*line*/)
    {
        if (ended)
            return;
        ended =
            std::any_of(cells.begin(), cells.end(), [](const std::string& text) { return !text.empty(); });
        if (!ended)
            cells.clear();
    }
};

/// A report without a header has an order where the names should be; no name has that many digits.
bool may_be_shown(std::string_view name)
{
    return std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) < 6;
}

}  // namespace

std::optional<std::vector<std::string>> header_cells(std::string_view start, char separator, bool at_end)
{
    first_row row;
    csv_reader<first_row> reader(separator, row);
    while (!row.ended && !start.empty()) {
        const std::size_t line = std::min(start.find_first_of("\r\n"), start.size() - 1) + 1;
        if (reader.feed(start.substr(0, line)) != csv_fault::none)
            return std::nullopt;
        start.remove_prefix(line);
    }
    if (!row.ended && (!at_end || reader.finish() != csv_fault::none))
        return std::nullopt;
    return std::move(row.cells);
}

std::string shown_names(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 12;
    constexpr std::size_t longest = 40;
    std::vector<std::string> shown;
    for (const std::string& name : names) {
        if (shown.size() == most) {
            shown.push_back(fmt::format("and {} more", names.size() - most));
            break;
        }
        const std::string kept = kept_value(name);
        shown.push_back(may_be_shown(kept) ? fmt::format("\"{}\"", utf8_prefix(kept, longest)) : "(no name)");
    }
    return fmt::format("{}", fmt::join(shown, ", "));
}

}  // namespace defectd
