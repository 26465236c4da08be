#include "sqlite/migrations.hpp"

#include <array>
#include <string>

#include <fmt/format.h>

#include "sqlite/statement.hpp"
#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

// Files were remembered by source.  A file of a source needs no work in any scope the source covers.
constexpr const char* adopt_files_of_sources = R"sql(
INSERT OR IGNORE INTO scope_files (market, channel, device, inode, size, modified_ns)
    SELECT s.market, s.channel, f.device, f.inode, f.size, f.modified_ns
      FROM seen_files AS f JOIN scopes AS s ON s.source = f.source;
DROP TABLE seen_files;
INSERT OR IGNORE INTO refused_reports (market, channel, sha256, place)
    SELECT market, channel, failing_sha256, 1 FROM scopes WHERE failing_sha256 <> '';
)sql";

// A folder that could not be listed made a scope of what the path leaves open: of no account, of no marketplace, or
// of both channels.
constexpr const char* drop_scopes_of_folders = R"sql(
DELETE FROM scopes WHERE channel = 'ALL' AND has_baseline = 0 AND failing_reason = 'unreadable' AND failing_sha256 = '';
)sql";

constexpr const char* drop_scopes_without_names = R"sql(
DELETE FROM scopes WHERE market IN (SELECT id FROM markets WHERE account = '' OR marketplace_id = '');
DELETE FROM defects WHERE market IN (SELECT id FROM markets WHERE account = '' OR marketplace_id = '');
DELETE FROM scope_files WHERE market IN (SELECT id FROM markets WHERE account = '' OR marketplace_id = '');
DELETE FROM refused_reports WHERE market IN (SELECT id FROM markets WHERE account = '' OR marketplace_id = '');
DELETE FROM markets WHERE account = '' OR marketplace_id = '';
)sql";

// Columns, an index and a trigger had other names.  SQLite renames a column in every index and trigger as well.
struct renamed_column {
    std::string_view table;
    std::string_view from;
    std::string_view to;
};

constexpr std::array renamed_columns{
    renamed_column{"scopes", "told", "event_count"},
    renamed_column{"sources", "told", "event_count"},
    renamed_column{"subscribers", "disablings", "disable_count"},
    renamed_column{"deliveries", "round", "resend_count"},
    renamed_column{"deliveries", "line", "ordering_key"},
    renamed_column{"deliveries", "waits", "blocked"},
    renamed_column{"attempts", "message", "message_id"},
};

constexpr const char* drop_old_names = R"sql(
DROP INDEX IF EXISTS delivery_lines;
DROP TRIGGER IF EXISTS event_told;
)sql";

/// Returns whether the question has a row.
bool answers(connection& database, std::string_view question)
{
    statement asked{database, question};
    cursor row = asked.select();
    return row.next();
}

/// Before the schema is run: it names the columns.
void rename_columns(connection& database)
{
    for (const auto& [table, from, to] : renamed_columns)
        if (answers(database,
                    fmt::format("SELECT 1 FROM pragma_table_info('{}') WHERE name = '{}'", table, from)))
            database.execute(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", table, from, to).c_str());
    database.execute(drop_old_names);
}

}  // namespace

void repair(connection& database)
{
    transaction whole{database};
    rename_columns(database);
    database.execute(std::string{schema_version_1}.c_str());
    if (answers(database, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'seen_files'")) {
        database.execute(drop_scopes_of_folders);
        database.execute(adopt_files_of_sources);
    }
    if (answers(database, "SELECT 1 FROM markets WHERE account = '' OR marketplace_id = ''"))
        database.execute(drop_scopes_without_names);
    whole.commit();
}

}  // namespace defectd::sqlite
