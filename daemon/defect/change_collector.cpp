#include "change_collector.hpp"

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Returns the position of a type in arrays and sets that are indexed by type.
std::size_t index_of(defect_type type)
{
    return static_cast<std::size_t>(type);
}

}  // namespace

void change_collector::record(const defect_key& key, const tracked_defect* before, row_change&& after)
{
    DEFECTD_ASSERT(before != nullptr || after.row);
    if (order_id_ == nullptr || *order_id_ != key.order_id)
        begin_order(key.order_id);
    // The row counts as it is after the report.
    count(after.row ? *after.row : *before);
    if (after.change) {
        // The event needs the row, and so does the store: the row is copied here and moved below.
        DEFECTD_ASSERT(after.row);
        answer_.changed.push_back({.kind = *after.change,
                                   .defect = *after.row,
                                   .previous = std::move(after.previous),
                                   .others = {}});
    }
    if (after.row)
        answer_.rows.push_back(std::move(*after.row));
}

changes change_collector::finish()
{
    name_others_of_order();
    return std::move(answer_);
}

void change_collector::begin_order(const std::string& order_id)
{
    name_others_of_order();
    // The rows that follow belong to the new order; its changes begin where those of the last one end.
    order_id_ = &order_id;
    first_changed_ = answer_.changed.size();
    open_on_order_.reset();
    order_is_counted_ = false;
}

/// Counts an open defect as one of its order, and of its type if it belongs to the scope.
/// Defects of other scopes matter only as other defects of the order.
void change_collector::count(const tracked_defect& row)
{
    if (row.status != defect_status::open)
        return;
    open_on_order_.set(index_of(row.key.type));
    if (row.scope_channel != scope_channel_)
        return;
    ++answer_.counts.by_type[index_of(row.key.type)];
    if (!order_is_counted_)
        ++answer_.counts.orders;
    order_is_counted_ = true;
    if (row.missed > 0)
        ++answer_.pending_clears;
}

/// Adds to each change of the order which other defects are open.  That is known when all its rows were seen.
void change_collector::name_others_of_order()
{
    for (std::size_t i = first_changed_; i < answer_.changed.size(); ++i) {
        defect_change& change = answer_.changed[i];
        for (std::size_t type = 0; type < defect_type_count; ++type)
            if (open_on_order_.test(type) && type != index_of(change.defect.key.type))
                change.others.push_back(static_cast<defect_type>(type));
    }
}

}  // namespace defectd
