// The tables unwritten_…: large collections that are committed, and wait to be written out to defects, events and
// deliveries in pieces.
#ifndef DEFECTD_STORE_SQLITE_UNWRITTEN_COLLECTIONS_HPP
#define DEFECTD_STORE_SQLITE_UNWRITTEN_COLLECTIONS_HPP

#include <optional>
#include <span>
#include <vector>

#include "defectd/store/collection.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// A collection of which something is left.
struct unwritten_collection {
    std::int64_t id = 0;
    defect_news news;  ///< without changes
};

/// Some of its rows, with what is told of them.
struct unwritten_piece {
    std::vector<tracked_defect> rows;
    defect_news news;
};

class unwritten_collections {
public:
    explicit unwritten_collections(connection& database);

    /// The accounts and marketplaces of which something is left; their channel says nothing.
    [[nodiscard]] std::vector<report_scope> markets();

    /// @pre  nothing is left of the market; rows and changes are sorted by key, each change is that of a row
    void add(std::int64_t market, std::span<const tracked_defect> rows, const defect_news& news);

    /// What is left of the market.  @param scope  its account and marketplace
    [[nodiscard]] std::optional<unwritten_collection> find(std::int64_t market, const report_scope& scope);

    /// Takes the next rows out, at most `max`; with the last ones goes the collection.
    [[nodiscard]] unwritten_piece take(const unwritten_collection& from, std::size_t max);

private:
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
