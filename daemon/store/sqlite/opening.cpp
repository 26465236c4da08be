#include "sqlite/opening.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <system_error>

#include "defectd/base/encoding.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

namespace fs = std::filesystem;

/// The file itself must not be a symbolic link, its folder may lie behind one: with DynamicUser= systemd
/// makes /var/lib/defectd a link, and SQLITE_OPEN_NOFOLLOW refuses a link anywhere in the path.
std::string without_links_above(const std::string& path)
{
    const fs::path given{path};
    std::error_code error;
    const fs::path folder =
        fs::canonical(given.has_parent_path() ? given.parent_path() : fs::path{"."}, error);
    if (error)
        throw error_of(store_fault::no_access, path, error.message());
    return folder / given.filename();
}

std::uintmax_t size_or_zero(const std::string& path)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    return error ? 0 : size;
}

/// SQLite deletes a log that it finds beside an empty database.  Ours is never written before the database
/// has its first page, so such a log is all that is left of a lost file.
void refuse_lonely_log(const std::string& path)
{
    if (size_or_zero(path) == 0 && size_or_zero(path + "-wal") != 0)
        throw error_of(store_fault::corrupt, path,
                       "the database file is missing or empty, but its -wal file is not");
}

/// Before SQLite looks: it would begin a new database in the place of a lost one.
void refuse_lost_database(const std::string& path)
{
    if (size_or_zero(path) == 0)
        throw error_of(store_fault::replaced, path, "the database file is missing or empty");
}

void refuse_other_database(connection& database, const std::string& expected_id)
{
    if (find_identity(database) != expected_id)
        throw error_of(store_fault::replaced, database.path(), "it is a different database");
}

void set_switch(connection& database, int which, int value)
{
    database.check(sqlite3_db_config(database.handle(), which, value, nullptr));
}

/// A damaged or foreign file cannot make SQLite run what the daemon did not ask for.
void distrust_file(connection& database)
{
    set_switch(database, SQLITE_DBCONFIG_DEFENSIVE, 1);
    set_switch(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    set_switch(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    database.execute("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
}

/// Before the log is used, so that it needs no shared memory file and no other process can checkpoint.
void lock_others_out(connection& database)
{
    database.execute("PRAGMA locking_mode = EXCLUSIVE");
}

void use_write_ahead_log(connection& database, std::string_view wanted)
{
    statement change{database, "PRAGMA journal_mode = WAL"};
    cursor answer = change.select();
    if (!answer.next() || answer.text() != wanted)
        throw error_of(store_fault::io, database.path(),
                       "the file system does not support a write-ahead log");
}

void make_durable(connection& database)
{
    database.execute("PRAGMA synchronous = FULL;"
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA temp_store = MEMORY;"
                     "PRAGMA journal_size_limit = 16777216;"
                     "PRAGMA cache_size = -4096");
}

constexpr std::size_t identity_bytes = 16;

bool has_table(connection& database)
{
    statement asked{database, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'identity'"};
    return asked.select().next();
}

}  // namespace

std::unique_ptr<connection> open_database(const std::string& path, const connection_options& options,
                                          migration_steps steps, const std::string& expected_id)
{
    // 1. Files, before SQLite opens or creates any.
    const bool on_disk = path != in_memory;
    const std::string real_path = on_disk ? without_links_above(path) : path;
    if (!expected_id.empty())
        refuse_lost_database(real_path);
    if (on_disk)
        refuse_lonely_log(real_path);
    // 2. The file is locked and proves to be the right database before anything in it is used or changed.
    auto database = std::make_unique<connection>(real_path, options);
    distrust_file(*database);
    lock_others_out(*database);
    if (!expected_id.empty())
        refuse_other_database(*database, expected_id);
    refuse_foreign_file(*database, static_cast<int>(steps.size()));
    // 3. From here on the database may be changed.
    use_write_ahead_log(*database, on_disk ? "wal" : "memory");
    make_durable(*database);
    database->make_room();  // the log of a process that was killed may have filled the disk
    migrate(*database, steps);
    database->opened();
    return database;
}

std::string find_identity(connection& database)
{
    if (!has_table(database))
        return {};
    statement asked{database, "SELECT id FROM identity"};
    cursor row = asked.select();
    return row.next() ? row.text() : std::string();
}

std::string identity_of(connection& database, random_source& random)
{
    std::string id = find_identity(database);
    if (!id.empty())
        return id;
    id = to_hex(random.bytes(identity_bytes));
    transaction whole{database};
    // Not a part of schema.sql: a database of version 1 may have been made without it.
    database.execute("CREATE TABLE IF NOT EXISTS identity (id TEXT NOT NULL) STRICT");
    statement{database, "INSERT INTO identity (id) VALUES (?1)"}.run(id);
    whole.commit();
    return id;
}

}  // namespace defectd::sqlite
