#include <algorithm>
#include <iterator>

#include "defectd/defect/diff.hpp"

namespace defectd {

void write_rows(std::vector<tracked_defect>& known, std::vector<tracked_defect> rows)
{
    const auto end_of_known = static_cast<std::ptrdiff_t>(known.size());
    for (tracked_defect& row : rows) {
        const auto end = known.begin() + end_of_known;
        const auto place = std::ranges::lower_bound(known.begin(), end, row.key, {}, &tracked_defect::key);
        if (place != end && place->key == row.key)
            *place = std::move(row);
        else
            known.push_back(std::move(row));
    }
    std::ranges::inplace_merge(known, known.begin() + end_of_known, {}, &tracked_defect::key);
}

}  // namespace defectd
