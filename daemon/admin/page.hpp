// One page of a list, and the document in which it is sent.
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

/// The rows of a page, in the order of the list.
template <class Row>
struct page {
    std::vector<Row> rows;
    bool has_more = false;  ///< there are rows behind the last one
};

/// Reads a page, with one row more than wanted to find out whether another page follows.
/// @param list  returns at most filter.limit rows
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

/// Returns {"NAME":[…],"next_cursor":…} with each row on a line of its own, byte for byte.  It is JSON for programs and
/// lines for `grep`, and a body in it can be compared with the one that was sent.
/// @param rows  each is JSON without a line break
/// @param next_cursor  the parameter `cursor` of the next page; null in the document when this is the last one
[[nodiscard]] inline std::string list_document(std::string_view name, const std::vector<std::string>& rows,
                                               std::optional<std::int64_t> next_cursor)
{
    const std::string cursor = next_cursor ? fmt::format("\"{}\"", *next_cursor) : "null";
    return fmt::format("{{\"{}\":[\n{}{}],\"next_cursor\":{}}}\n", name, fmt::join(rows, ",\n"),
                       rows.empty() ? "" : "\n", cursor);
}

}  // namespace defectd

#endif
