#include <sqlite3.h>

#include <filesystem>

#include "defectd/store/sqlite.hpp"
#include "folder_owner.hpp"
#include "lock_text.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/sqlite_store.hpp"

namespace defectd {

std::unique_ptr<store> open_sqlite_store(const std::string& path)
{
    auto database = sqlite::open_database(path, sqlite::connection_options{}, sqlite::released_migrations());
    sqlite::repair(*database);
    return std::make_unique<sqlite::sqlite_store>(std::move(database));
}

std::unique_ptr<store> open_state(state_lock& lock, random_source& random)
{
    constexpr const char* name = "defectd.db";
    // At the first start only: later, a missing database must be reported, not created.
    if (lock.database_id().empty())
        make_for_folder_owner(lock.state_directory(), name);
    auto database = sqlite::open_database(lock.state_directory() + '/' + name, {},
                                          sqlite::released_migrations(), lock.database_id());
    sqlite::repair(*database);
    // Last, because the lock file must not name a database that could not be opened.
    lock.remember_database(sqlite::identity_of(*database, random));
    return std::make_unique<sqlite::sqlite_store>(std::move(database));
}

bool had_database(const std::string& state_directory)
{
    // A folder that cannot be read has no database as far as this process can tell.
    std::error_code ignored;
    return std::filesystem::exists(state_directory + "/defectd.db", ignored) ||
           !id_in_lock_file(state_directory).empty();
}

std::string_view sqlite_version() noexcept
{
    return sqlite3_libversion();
}

}  // namespace defectd
