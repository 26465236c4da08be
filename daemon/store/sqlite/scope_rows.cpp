#include "sqlite/scope_rows.hpp"

#include <fmt/format.h>

#include "defectd/base/assert.hpp"

namespace defectd::sqlite {
namespace {

/// Both columns are NULL before the first report.
std::optional<report_stamp> read_stamp(cursor& row)
{
    const std::optional<std::int64_t> time_ns = row.maybe_integer();
    std::optional<std::string> name = row.maybe_text();
    if (!time_ns || !name)
        return std::nullopt;
    return report_stamp{.time_ns = *time_ns, .name = std::move(*name)};
}

/// Both columns are NULL while the scope does not fail.
std::optional<collection_failure> read_failure(cursor& row)
{
    std::optional<std::string> reason = row.maybe_text();
    std::optional<std::string> sha256 = row.maybe_text();
    if (!reason || !sha256)
        return std::nullopt;
    return collection_failure{.reason = std::move(*reason), .sha256 = std::move(*sha256)};
}

/// Returns a member of an optional struct, for the column of its own.
template <class Whole, class Member>
std::optional<Member> member_of(const std::optional<Whole>& whole, Member Whole::*member)
{
    if (!whole)
        return std::nullopt;
    return (*whole).*member;
}

}  // namespace

scope_record read_scope_record(report_scope scope, cursor& row)
{
    scope_record record;
    record.scope = std::move(scope);
    record.source = row.text();
    record.state.has_baseline = row.flag();
    record.state.quarantined_since = row.maybe_time();
    record.state.quarantines = row.number();
    record.last_applied = read_stamp(row);
    record.last_good_at = row.maybe_time();
    record.failing = read_failure(row);
    record.event_count = row.count();
    return record;
}

scope_rows::scope_rows(connection& database)
    : find_market_(database, "SELECT id, version FROM markets WHERE account = ?1 AND marketplace_id = ?2"),
      // The first commit creates the row with version 1, because an absent row counts as version 0.
      advance_market_(database, "INSERT INTO markets (account, marketplace_id, version) VALUES (?1, ?2, 1) "
                                "ON CONFLICT DO UPDATE SET version = version + 1 RETURNING id"),
      load_(database,
            fmt::format("SELECT {} FROM scopes WHERE market = ?1 AND channel = ?2", scope_record_columns)),
      write_(database, fmt::format("INSERT OR REPLACE INTO scopes (market, channel, {}) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                                   scope_record_columns))
{
}

std::optional<market_row> scope_rows::find_market(const report_scope& scope)
{
    cursor row = find_market_.select(scope.account, scope.marketplace_id);
    if (!row.next())
        return std::nullopt;
    return market_row{.id = row.integer(), .version = row.count()};
}

std::int64_t scope_rows::advance_market(const report_scope& scope)
{
    DEFECTD_ASSERT(is_whole(scope));
    cursor row = advance_market_.select(scope.account, scope.marketplace_id);
    const bool answered = row.next();
    DEFECTD_ASSERT(answered);
    const std::int64_t id = row.integer();
    const bool more = row.next();  // runs the statement to its end
    DEFECTD_ASSERT(!more);
    return id;
}

scope_record scope_rows::load(std::int64_t market, const report_scope& scope)
{
    cursor row = load_.select(market, scope.channel);
    if (!row.next())
        // No row: the scope was never collected.
        return scope_record{.scope = scope,
                            .source = {},
                            .state = {},
                            .last_applied = {},
                            .last_good_at = {},
                            .failing = {},
                            .event_count = 0};
    return read_scope_record(scope, row);
}

void scope_rows::write(std::int64_t market, const scope_record& record)
{
    write_.run(market, record.scope.channel, record.source, record.state.has_baseline,
               record.state.quarantined_since, record.state.quarantines,
               member_of(record.last_applied, &report_stamp::time_ns),
               member_of(record.last_applied, &report_stamp::name), record.last_good_at,
               member_of(record.failing, &collection_failure::reason),
               member_of(record.failing, &collection_failure::sha256), record.event_count);
}

}  // namespace defectd::sqlite
