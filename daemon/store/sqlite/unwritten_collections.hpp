// The tables unwritten_…: large collections that are committed and not yet written out to defects, events and
// deliveries.
#ifndef DEFECTD_STORE_SQLITE_UNWRITTEN_COLLECTIONS_HPP
#define DEFECTD_STORE_SQLITE_UNWRITTEN_COLLECTIONS_HPP

#include <optional>
#include <span>
#include <vector>

#include "defectd/store/collection.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// A collection of which rows are left.
struct unwritten_collection {
    std::int64_t id = 0;
    defect_news news;  ///< without its changes
};

/// Some of its rows with the changes that are announced.
struct unwritten_piece {
    std::vector<tracked_defect> rows;
    defect_news news;
};

/// A queue of rows per account and marketplace, with at most one collection each.  The connection must
/// outlive it.
class unwritten_collections {
public:
    explicit unwritten_collections(connection& database);

    /// Returns the accounts and marketplaces of which rows are left.  The channel of the scopes has no meaning.
    [[nodiscard]] std::vector<report_scope> markets();

    /// Adds a collection.
    /// @pre  nothing is left of the market; rows and changes are sorted by key, each change is that of a row
    void add(std::int64_t market, std::span<const tracked_defect> rows, const defect_news& news);

    /// Returns the collection of the market; nullopt when none is left.
    /// @param scope  its account and marketplace
    [[nodiscard]] std::optional<unwritten_collection> find(std::int64_t market, const report_scope& scope);

    /// Takes out and returns the next rows, at most `max`.  With the last rows the collection is deleted.
    [[nodiscard]] unwritten_piece take(const unwritten_collection& from, std::size_t max);

private:
    /// Adds a row with its change; `entry` is null when nothing is announced for it.
    void add_row(std::int64_t collection, std::size_t number, const tracked_defect& row,
                 const routed_change* entry);

    connection& database_;
    statement markets_;
    statement add_collection_;
    statement add_audience_;
    statement add_row_;
    statement find_collection_;
    statement find_audiences_;
    statement next_rows_;
    statement delete_rows_;
    statement delete_collection_;
};

}  // namespace defectd::sqlite

#endif
