// Collects the changes of all rows: the events to emit, the rows to write, and the counts.
#ifndef DEFECTD_DEFECT_CHANGE_COLLECTOR_HPP
#define DEFECTD_DEFECT_CHANGE_COLLECTOR_HPP

#include "row_change.hpp"

namespace defectd {

/// Takes the change of each row in the order of keys, then returns all of them.  One thread.
class change_collector {
public:
    explicit change_collector(fulfillment scope_channel) : scope_channel_(scope_channel) {}

    /// Takes the change of one row.
    /// @param key     must outlive the collector
    /// @param before  the row as it was; null only when `after` brings a new one
    void record(const defect_key& key, const tracked_defect* before, row_change&& after);

    /// Returns `changed`, `rows`, `counts` and `pending_clears`; the other members have their defaults.  Called once.
    [[nodiscard]] changes finish();

private:
    void begin_order(const std::string& order_id);
    void count(const tracked_defect& row);
    void name_others_of_order();

    fulfillment scope_channel_;
    changes answer_;

    // The present order: its rows come one after the other.
    const std::string* order_id_ = nullptr;
    std::size_t first_changed_ = 0;  ///< of the order, in answer_.changed
    defect_types open_on_order_;     ///< in every scope
    bool order_is_counted_ = false;
};

}  // namespace defectd

#endif
