// The tables markets and scopes: what is remembered in addition to the defects.
#ifndef DEFECTD_STORE_SQLITE_SCOPE_ROWS_HPP
#define DEFECTD_STORE_SQLITE_SCOPE_ROWS_HPP

#include <optional>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// A row of markets: an account on a marketplace.
struct market_row {
    std::int64_t id = 0;
    std::uint64_t version = 0;
};

class scope_rows {
public:
    explicit scope_rows(connection& database);

    /// nullopt while nothing was ever committed for the account and marketplace.
    [[nodiscard]] std::optional<market_row> find_market(const report_scope& scope);

    /// Counts one commit; makes the row for the first.
    std::int64_t advance_market(const report_scope& scope);

    /// What is remembered of the scope; the defaults when nothing is.
    [[nodiscard]] scope_record load(std::int64_t market, const report_scope& scope);
    void write(std::int64_t market, const scope_record& record);

private:
    statement find_market_;
    statement advance_market_;
    statement load_;
    statement write_;
};

/// The columns of scopes from `source` on, in the order scope_rows and the overview select them.
[[nodiscard]] scope_record read_scope_record(report_scope scope, cursor& row);
inline constexpr const char* scope_record_columns =
    "source, has_baseline, quarantined_since, quarantines, last_applied_ns, last_applied_name, last_good_at, "
    "failing_reason, failing_sha256, event_count";

}  // namespace defectd::sqlite

#endif
