// The table defects: the snapshot that reports are compared with.
#ifndef DEFECTD_STORE_SQLITE_SNAPSHOT_ROWS_HPP
#define DEFECTD_STORE_SQLITE_SNAPSHOT_ROWS_HPP

#include <span>
#include <vector>

#include "defectd/defect/diff.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// The columns of a defect except its market, in the order in which they are read and written.
inline constexpr const char* tracked_defect_columns =
    "order_id, type, scope_channel, episode, revision, order_date, value, channel, state, first_seen_at, missed, "
    "missed_in_quarantine, missing_since, closed_at";
/// Reads tracked_defect_columns from the present row.  Throws store_error `corrupt` for an unknown word.
[[nodiscard]] tracked_defect read_tracked_defect(cursor& row);

/// Reads and writes the snapshot of an account on a marketplace.  The connection must outlive it.
class snapshot_rows {
public:
    explicit snapshot_rows(connection& database);

    /// Returns the defects of every scope of the account and marketplace, sorted by key.
    [[nodiscard]] std::vector<tracked_defect> load(std::int64_t market);

    /// Writes rows; they replace those of the same key.
    void write(std::int64_t market, std::span<const tracked_defect> rows);

private:
    statement load_;
    statement write_;
};

}  // namespace defectd::sqlite

#endif
