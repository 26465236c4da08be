// The tables markets and scopes: what is stored of a scope in addition to its defects.
#ifndef DEFECTD_STORE_SQLITE_SCOPE_ROWS_HPP
#define DEFECTD_STORE_SQLITE_SCOPE_ROWS_HPP

#include <optional>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// A row of markets: an account on a marketplace.
struct market_row {
    std::int64_t id = 0;
    std::uint64_t version = 0;  ///< collections committed so far
};

/// Reads and writes the state of scopes.  The connection must outlive it.
class scope_rows {
public:
    explicit scope_rows(connection& database);

    /// Returns nullopt while nothing was ever committed for the account and marketplace.
    [[nodiscard]] std::optional<market_row> find_market(const report_scope& scope);

    /// Counts a commit and returns the id of the row, which the first commit creates.
    std::int64_t advance_market(const report_scope& scope);

    /// Returns the defaults when nothing is stored of the scope.
    [[nodiscard]] scope_record load(std::int64_t market, const report_scope& scope);
    /// Replaces what is stored of the scope.
    void write(std::int64_t market, const scope_record& record);

private:
    statement find_market_;
    statement advance_market_;
    statement load_;
    statement write_;
};

/// Reads scope_record_columns from the present row.
[[nodiscard]] scope_record read_scope_record(report_scope scope, cursor& row);
/// The columns of a scope_record except its scope, in the order in which they are read and written.
inline constexpr const char* scope_record_columns =
    "source, has_baseline, quarantined_since, quarantines, last_applied_ns, last_applied_name, last_good_at, "
    "failing_reason, failing_sha256, event_count";

}  // namespace defectd::sqlite

#endif
