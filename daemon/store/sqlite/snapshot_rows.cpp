#include "sqlite/snapshot_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace defectd::sqlite {

tracked_defect read_tracked_defect(cursor& row)
{
    // Members are read in the order of the columns: an initializer list runs from left to right.
    return tracked_defect{
        .key = {.order_id = row.text(), .type = row.word(defect_type_named)},
        .scope_channel = row.word(fulfillment_named),
        .episode = row.number(),
        .revision = row.number(),
        .order_date = row.day(),
        .value = row.text(),
        .channel = row.maybe_word(fulfillment_named),
        .status = row.word(defect_status_named),
        .first_seen_at = row.time(),
        .missed = row.number(),
        .missed_in_quarantine = row.flag(),
        .missing_since = row.maybe_time(),
        .closed_at = row.maybe_time(),
    };
}

snapshot_rows::snapshot_rows(connection& database)
    : load_(database, fmt::format("SELECT {} FROM defects WHERE market = ?1 ORDER BY order_id, type",
                                  tracked_defect_columns)),
      // REPLACE: the primary key is the market and the key of the defect.
      write_(database,
             fmt::format("INSERT OR REPLACE INTO defects (market, {}) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                         tracked_defect_columns))
{
}

std::vector<tracked_defect> snapshot_rows::load(std::int64_t market)
{
    std::vector<tracked_defect> rows;
    for (cursor row = load_.select(market); row.next();)
        rows.push_back(read_tracked_defect(row));
    // The words of the types sort otherwise than their numbers, which make the key's order.
    std::ranges::sort(rows, {}, &tracked_defect::key);
    return rows;
}

void snapshot_rows::write(std::int64_t market, std::span<const tracked_defect> rows)
{
    // The values follow tracked_defect_columns.
    for (const tracked_defect& row : rows)
        write_.run(market, row.key.order_id, row.key.type, row.scope_channel, row.episode, row.revision,
                   row.order_date, row.value, row.channel, row.status, row.first_seen_at, row.missed,
                   row.missed_in_quarantine, row.missing_since, row.closed_at);
}

}  // namespace defectd::sqlite
