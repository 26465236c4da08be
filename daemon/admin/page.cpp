#include "page.hpp"

#include <fmt/format.h>

namespace defectd {

std::string list_document(std::string_view name, const std::vector<std::string>& rows,
                          std::optional<std::int64_t> next_cursor)
{
    const std::string cursor = next_cursor ? fmt::format("\"{}\"", *next_cursor) : "null";
    return fmt::format("{{\"{}\":[\n{}{}],\"next_cursor\":{}}}\n", name, fmt::join(rows, ",\n"),
                       rows.empty() ? "" : "\n", cursor);
}

}  // namespace defectd
