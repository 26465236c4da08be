// The linear walk through the last known state and a report, without look-ups or copies.  Pure.
//
// Both lists are sorted by key, so one pass with one comparison per row finds every pair, however many defects an
// account has.
#ifndef DEFECTD_DEFECT_MERGE_HPP
#define DEFECTD_DEFECT_MERGE_HPP

#include <compare>
#include <vector>

#include "defectd/defect/diff.hpp"

namespace defectd {

/// Calls `visit(row, seen)` once for every key of either list, in the order of keys;
/// the side that lacks the key is null, never both.  The pointers point into the lists.
/// @pre both lists are sorted by key and unique
template <class Visit>
void for_each_identity(const std::vector<tracked_defect>& before, const std::vector<observation>& current,
                       Visit visit)
{
    auto row = before.begin();
    auto seen = current.begin();
    // The smaller key comes next; equal keys are one identity.
    while (row != before.end() && seen != current.end()) {
        const std::strong_ordering order = row->key <=> seen->key;
        const tracked_defect* const the_row = std::is_lteq(order) ? &*row++ : nullptr;
        const observation* const the_seen = std::is_gteq(order) ? &*seen++ : nullptr;
        visit(the_row, the_seen);
    }
    for (; row != before.end(); ++row)
        visit(&*row, nullptr);
    for (; seen != current.end(); ++seen)
        visit(nullptr, &*seen);
}

}  // namespace defectd

#endif
