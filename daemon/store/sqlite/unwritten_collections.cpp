#include "sqlite/unwritten_collections.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "defectd/base/assert.hpp"
#include "sqlite/snapshot_rows.hpp"

namespace defectd::sqlite {
namespace {

constexpr const char* facts_columns =
    "channel, source, report_sha256, collected_at, report_rows, window_from, "
    "window_to, window_days, lag_days, committed_at";
constexpr const char* change_columns =
    "change, audience, previous_value, previous_order_date, previous_channel, others";

/// Returns each name followed by a line feed.  A name contains none.
std::string joined(const std::vector<std::string>& names)
{
    std::string lines;
    for (const std::string& name : names)
        lines += name + '\n';
    return lines;
}

std::vector<std::string> split(std::string_view lines)
{
    std::vector<std::string> names;
    while (!lines.empty()) {
        names.emplace_back(lines.substr(0, lines.find('\n')));
        lines.remove_prefix(names.back().size() + 1);
    }
    return names;
}

/// Reads id and facts_columns.  Account and marketplace are not in the row.
unwritten_collection read_collection(cursor& row, const report_scope& scope)
{
    // Members are read in the order of the columns, as everywhere.
    unwritten_collection left;
    left.id = row.integer();
    left.news.facts = {.scope = {.account = scope.account,
                                 .marketplace_id = scope.marketplace_id,
                                 .channel = row.word(fulfillment_named)},
                       .source = row.text(),
                       .report_sha256 = row.text(),
                       .collected_at = row.time(),
                       .rows = row.count(),
                       .days = {.from = row.day(), .to = row.day()},
                       .rule = {.days = row.number(), .lag_days = row.number()},
                       .now = row.time()};
    return left;
}

/// An empty text stands for a previous report that did not name the channel; NULL for no change.
std::optional<std::string> previous_channel_text(const previous_values& previous)
{
    if (!previous.channel)
        return std::nullopt;
    return std::string(*previous.channel ? name_of(**previous.channel) : "");
}

/// Reads previous_value, previous_order_date and previous_channel.
previous_values read_previous(cursor& row)
{
    previous_values previous;
    previous.value = row.maybe_text();
    previous.order_date = row.maybe_day();
    if (const auto channel = row.maybe_text())
        previous.channel.emplace(fulfillment_named(*channel));
    return previous;
}

/// Types are bits in their order, which is persistent.
std::int64_t bits_of(const std::vector<defect_type>& types)
{
    defect_types bits;
    for (const defect_type type : types)
        bits.set(static_cast<std::size_t>(type));
    return static_cast<std::int64_t>(bits.to_ulong());
}

std::vector<defect_type> types_of(std::int64_t number)
{
    const defect_types bits(static_cast<unsigned long>(number));
    std::vector<defect_type> types;
    for (std::size_t type = 0; type < defect_type_count; ++type)
        if (bits.test(type))
            types.push_back(static_cast<defect_type>(type));
    return types;
}

/// Reads change_columns, which follow the columns of the defect.  Returns nullopt for a row that is not announced.
std::optional<routed_change> read_change(cursor& row, const tracked_defect& defect)
{
    const auto kind = row.maybe_word(change_kind_named);
    if (!kind)
        return std::nullopt;
    routed_change entry;
    entry.audience = row.count();
    entry.change = {
        .kind = *kind, .defect = defect, .previous = read_previous(row), .others = types_of(row.integer())};
    return entry;
}

}  // namespace

unwritten_collections::unwritten_collections(connection& database)
    : database_(database),
      // In the order of the commits, in which events of an account must be emitted.
      markets_(database, "SELECT account, marketplace_id FROM unwritten_collections AS c "
                         "JOIN markets AS m ON m.id = c.market ORDER BY c.id"),
      add_collection_(database, fmt::format("INSERT INTO unwritten_collections (market, {}) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                            facts_columns)),
      add_audience_(database, "INSERT INTO unwritten_audiences (collection, number, subscribers) "
                              "VALUES (?1, ?2, ?3)"),
      add_row_(database,
               fmt::format("INSERT INTO unwritten_defects (collection, number, {}, {}) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
                           "?17, ?18, ?19, ?20, ?21, ?22)",
                           tracked_defect_columns, change_columns)),
      find_collection_(
          database, fmt::format("SELECT id, {} FROM unwritten_collections WHERE market = ?1", facts_columns)),
      // An audience is named by its number, so the order restores the positions in the vector.
      find_audiences_(database, "SELECT subscribers FROM unwritten_audiences WHERE collection = ?1 "
                                "ORDER BY number"),
      // A range of the primary key, so the rows that are left need no sorting.
      next_rows_(database, fmt::format("SELECT number, {}, {} FROM unwritten_defects WHERE collection = ?1 "
                                       "ORDER BY number LIMIT ?2",
                                       tracked_defect_columns, change_columns)),
      // Rows are taken in the order of `number`, so those up to the last one taken are done.
      delete_rows_(database, "DELETE FROM unwritten_defects WHERE collection = ?1 AND number <= ?2"),
      // Its audiences are deleted with it (ON DELETE CASCADE).
      delete_collection_(database, "DELETE FROM unwritten_collections WHERE id = ?1")
{
}

std::vector<report_scope> unwritten_collections::markets()
{
    std::vector<report_scope> left;
    for (cursor row = markets_.select(); row.next();)
        left.push_back({.account = row.text(), .marketplace_id = row.text(), .channel = fulfillment::all});
    return left;
}

void unwritten_collections::add(std::int64_t market, std::span<const tracked_defect> rows,
                                const defect_news& news)
{
    // Named one by one, so that a fact that is added is not forgotten here.
    const auto& [scope, source, sha256, collected_at, report_rows, days, rule, now] = news.facts;
    add_collection_.run(market, scope.channel, source, sha256, collected_at, report_rows, days.from, days.to,
                        rule.days, rule.lag_days, now);
    const std::int64_t collection = sqlite3_last_insert_rowid(database_.handle());
    for (std::size_t i = 0; i < news.audiences.size(); ++i)
        add_audience_.run(collection, i, joined(news.audiences[i]));
    // Rows and changes are sorted by the same key: one walk over both finds the change of each row.
    auto entry = news.changes.begin();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool has_event = entry != news.changes.end() && entry->change.defect.key == rows[i].key;
        add_row(collection, i, rows[i], has_event ? &*entry++ : nullptr);
    }
    DEFECTD_ASSERT(entry == news.changes.end());
}

void unwritten_collections::add_row(std::int64_t collection, std::size_t number, const tracked_defect& row,
                                    const routed_change* entry)
{
    using text = std::optional<std::string>;
    const auto run = [&](const auto&... change) {
        add_row_.run(collection, number, row.key.order_id, row.key.type, row.scope_channel, row.episode,
                     row.revision, row.order_date, row.value, row.channel, row.status, row.first_seen_at,
                     row.missed, row.missed_in_quarantine, row.missing_since, row.closed_at, change...);
    };
    if (entry == nullptr) {  // not announced: NULL in every column of the change
        run(text(), std::optional<std::size_t>(), text(), std::optional<date>(), text(),
            std::optional<std::int64_t>());
        return;
    }
    const auto& [kind, defect, previous, others] = entry->change;
    run(kind, entry->audience, previous.value, previous.order_date, previous_channel_text(previous),
        bits_of(others));
}

std::optional<unwritten_collection> unwritten_collections::find(std::int64_t market,
                                                                const report_scope& scope)
{
    cursor row = find_collection_.select(market);
    if (!row.next())
        return std::nullopt;
    unwritten_collection left = read_collection(row, scope);
    for (cursor audience = find_audiences_.select(left.id); audience.next();)
        left.news.audiences.push_back(split(audience.text()));
    return left;
}

unwritten_piece unwritten_collections::take(const unwritten_collection& from, std::size_t max)
{
    unwritten_piece piece{.rows = {}, .news = from.news};
    std::int64_t last = -1;
    for (cursor row = next_rows_.select(from.id, max); row.next();) {
        last = row.integer();
        piece.rows.push_back(read_tracked_defect(row));
        if (auto entry = read_change(row, piece.rows.back()))
            piece.news.changes.push_back(std::move(*entry));
    }
    delete_rows_.run(from.id, last);
    // Fewer rows than allowed: these were the last.
    if (piece.rows.size() < max)
        delete_collection_.run(from.id);
    return piece;
}

}  // namespace defectd::sqlite
