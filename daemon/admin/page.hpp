// One page of a list, and the document it is told as.
#ifndef DEFECTD_ADMIN_PAGE_HPP
#define DEFECTD_ADMIN_PAGE_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "defectd/store/store.hpp"

namespace defectd {

template <class Row>
struct page {
    std::vector<Row> rows;
    bool has_more = false;  ///< there are rows behind the last one
};

/// @param list  gives at most filter.limit rows
template <class List>
[[nodiscard]] auto page_of(list_filter filter, const List& list)
{
    const auto wanted = static_cast<std::size_t>(filter.limit);
    ++filter.limit;  // one row more tells whether there is another page
    page<typename std::invoke_result_t<const List&, const list_filter&>::value_type> read;
    read.rows = list(filter);
    read.has_more = read.rows.size() > wanted;
    if (read.has_more)
        read.rows.resize(wanted);
    return read;
}

/// {"NAME":[…],"next_cursor":…} with each row on a line of its own, byte for byte: JSON for programs, lines for
/// `grep` and for who must not change a byte.
/// @param rows  each is JSON without a line end
[[nodiscard]] inline std::string list_document(std::string_view name, const std::vector<std::string>& rows,
                                               std::optional<std::int64_t> next_cursor)
{
    const std::string cursor = next_cursor ? fmt::format("\"{}\"", *next_cursor) : "null";
    return fmt::format("{{\"{}\":[\n{}{}],\"next_cursor\":{}}}\n", name, fmt::join(rows, ",\n"),
                       rows.empty() ? "" : "\n", cursor);
}

}  // namespace defectd

#endif
