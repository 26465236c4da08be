#include "sqlite/migrations.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <array>

#include "sqlite/opening.hpp"
#include "sqlite/scripted_day.hpp"
#include "sqlite/statement.hpp"
#include "support/temporary_folder.hpp"
#include "support/unreliable_disk.hpp"

using namespace defectd;

namespace {

constexpr std::array<std::string_view, 3> steps{
    "CREATE TABLE things (name TEXT) STRICT; INSERT INTO things VALUES ('first')",
    "ALTER TABLE things ADD COLUMN size INTEGER; UPDATE things SET size = 2",
    "CREATE TABLE more (size INTEGER) STRICT; INSERT INTO more SELECT size FROM things",
};

sqlite::migration_steps first_steps(std::size_t count)
{
    return sqlite::migration_steps{steps}.first(count);
}

std::unique_ptr<sqlite::connection> open_with(const temporary_folder& folder, sqlite::migration_steps wanted,
                                              const std::string& file_system = {})
{
    const sqlite::connection_options options{.busy_timeout = duration{0}, .file_system = file_system};
    return sqlite::open_database(folder.file("defectd.db"), options, wanted);
}

std::int64_t number(sqlite::connection& database, std::string_view question)
{
    sqlite::statement asked{database, question};
    sqlite::cursor row = asked.select();
    REQUIRE(row.next());
    return row.integer();
}

}  // namespace

TEST_SUITE_BEGIN("store/migrations");

TEST_CASE("a new database has the application id and the newest version")
{
    const temporary_folder folder;
    const auto database = open_with(folder, sqlite::released_migrations());
    CHECK(number(*database, "PRAGMA application_id") == sqlite::application_id);
    CHECK(number(*database, "PRAGMA user_version") == 1);
}

TEST_CASE("every older version is migrated to the newest, each step once")
{
    for (std::size_t from = 0; from <= steps.size(); ++from) {
        CAPTURE(from);
        const temporary_folder folder;
        static_cast<void>(open_with(folder, first_steps(from)));
        for (int again = 0; again < 2; ++again) {
            const auto database = open_with(folder, steps);
            CHECK(number(*database, "PRAGMA user_version") == 3);
            CHECK(number(*database, "SELECT size FROM more") == 2);
            CHECK(number(*database, "SELECT count(*) FROM things") == 1);
        }
    }
}

TEST_CASE("an older program rejects the database of a newer one")
{
    const temporary_folder folder;
    static_cast<void>(open_with(folder, steps));
    try {
        static_cast<void>(open_with(folder, first_steps(2)));
        FAIL("it was opened");
    } catch (const store_error& error) {
        CHECK(error.fault() == store_fault::newer_schema);
        CHECK(std::string{error.what()}.find("version 3") != std::string::npos);
    }
}

TEST_CASE("a failing step leaves the version before it")
{
    const temporary_folder folder;
    const std::array<std::string_view, 2> broken{steps[0],
                                                 "UPDATE things SET name = 'half'; UPDATE nothing SET x = 1"};
    CHECK_THROWS_AS(static_cast<void>(open_with(folder, broken)), store_error);
    const auto database = open_with(folder, first_steps(1));
    CHECK(number(*database, "PRAGMA user_version") == 1);
    CHECK(number(*database, "SELECT count(*) FROM things WHERE name = 'first'") == 1);
}

TEST_CASE("a migration that a power cut interrupted is completed by the next start")
{
    int nth = 0;
    for (bool struck = true; struck;) {
        ++nth;
        CAPTURE(nth);
        const temporary_folder folder;
        unreliable_disk disk;
        disk.lose_power(nth);
        try {
            static_cast<void>(open_with(folder, steps, unreliable_disk::name()));
        } catch (const store_error&) {
            CHECK(disk.struck());
        }
        struck = disk.struck();
        disk.power_back();
        const auto database = open_with(folder, steps);
        CHECK(number(*database, "SELECT size FROM more") == 2);
        CHECK(number(*database, "SELECT count(*) FROM more") == 1);
    }
    CHECK(nth > 10);
}

TEST_CASE("the file is opened with the settings for durability and untrusted content")
{
    const temporary_folder folder;
    const auto database = open_with(folder, sqlite::released_migrations());
    CHECK(number(*database, "PRAGMA synchronous") == 2);
    CHECK(number(*database, "PRAGMA foreign_keys") == 1);
    CHECK(number(*database, "PRAGMA trusted_schema") == 0);
    CHECK(number(*database, "PRAGMA cell_size_check") == 1);
    CHECK(number(*database, "PRAGMA temp_store") == 2);
    CHECK(number(*database, "PRAGMA journal_size_limit") == 16 * 1024 * 1024);
    CHECK(number(*database, "SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
    CHECK(number(*database, "SELECT locking_mode = 'exclusive' FROM pragma_locking_mode") == 1);
    CHECK_THROWS_AS(database->execute("SELECT load_extension('x')"), store_error);
    int defensive = 0;
    sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
    CHECK(defensive == 1);
}

TEST_SUITE_END();
