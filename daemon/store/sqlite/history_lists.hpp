// The lists of the API: deliveries and events, newest first, page by page.
#ifndef DEFECTD_STORE_SQLITE_HISTORY_LISTS_HPP
#define DEFECTD_STORE_SQLITE_HISTORY_LISTS_HPP

#include <optional>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/list_queries.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Reads pages for the API and the command line.  Prepares a statement per page, because the index that is
/// fast depends on the filter.  The connection must outlive it.
class history_lists {
public:
    explicit history_lists(connection& database);

    /// Returns a page of at most `filter.limit` rows, 1 to 1000, in descending order of id or seq.
    [[nodiscard]] std::vector<delivery_record> deliveries(const list_filter& filter);
    [[nodiscard]] std::vector<numbered_event> events(const list_filter& filter);
    /// Returns a delivery with its attempts, oldest first; nullopt for an unknown id.
    [[nodiscard]] std::optional<delivery_history> find_delivery(std::int64_t id);

private:
    [[nodiscard]] std::vector<delivery_record> look_for_deliveries(const list_filter& filter,
                                                                   list_reach reach);
    [[nodiscard]] std::vector<numbered_event> look_for_events(const list_filter& filter, list_reach reach);
    [[nodiscard]] std::vector<attempt_entry> attempts_of(std::int64_t delivery);

    connection& database_;
    statement find_delivery_;
    statement attempts_;
};

}  // namespace defectd::sqlite

#endif
