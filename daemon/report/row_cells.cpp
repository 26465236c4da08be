#include "row_cells.hpp"

#include <algorithm>
#include <vector>

#include "cells/order_id.hpp"

namespace defectd {
namespace {

/// Returns the configured words of a key; none when it is not set.
std::vector<std::string> words_under(const more_words& more, const char* key)
{
    const auto found = more.find(key);
    return found == more.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace

row_cells::row_cells(const reading_rules& rules, const header_names& names, const layout& columns)
    : names_(names), columns_(columns), channels_(rules.columns), types_(names),
      flags_(words_under(rules.columns, "not_a_defect"))
{
}

std::optional<std::string> row_cells::order_id(cells_of_row cells)
{
    return read_order_id(at(columns_.places.order_id, cells), encoding_, text_);
}

bool row_cells::is_header(cells_of_row cells)
{
    return names_.of(text(at(columns_.places.order_id, cells))) == meaning::order_id &&
           names_.of(text(at(columns_.places.order_date, cells))) == meaning::order_date;
}

bool row_cells::is_same_header(cells_of_row cells)
{
    // Columns that are not read may differ: only those that rows are read by must have their place.
    const column_places& places = columns_.places;
    std::vector<std::size_t> used{places.order_id, places.order_date, places.channel, places.type,
                                  places.value};
    used.insert(used.end(), places.flags.begin(), places.flags.end());
    return std::all_of(used.begin(), used.end(), [&](std::size_t place) {
        return place >= columns_.columns.size() ||
               names_.of(text(at(place, cells))) == columns_.columns[place];
    });
}

}  // namespace defectd
