#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "contract/samples.hpp"
#include "defectd/store/sqlite.hpp"
#include "sqlite/fault_in.hpp"
#include "sqlite/scripted_day.hpp"
#include "support/seeded_random.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
namespace fs = std::filesystem;

namespace {

/// Opens the folder's database as a process would, with a random id of its own.
std::string open_once(const temporary_folder& folder, unsigned seed)
{
    seeded_random random(seed);
    state_lock lock(folder.path());
    static_cast<void>(open_state(lock, random));
    return lock.database_id();
}

std::optional<store_fault> fault_of_opening(const temporary_folder& folder)
{
    return fault_in([&] { static_cast<void>(open_once(folder, 9)); });
}

}  // namespace

TEST_SUITE_BEGIN("store/state_database");

TEST_CASE("a database has one random id, and the lock file names it from the first start on")
{
    const temporary_folder folder;
    const temporary_folder other;
    const std::string id = open_once(folder, 1);
    CHECK(id.size() == 32);
    CHECK(open_once(folder, 2) == id);
    CHECK(open_once(other, 2) != id);
}

TEST_CASE("a database without an id gets one, and so does a lock file without it")
{
    const temporary_folder folder;
    static_cast<void>(open_sqlite_store(folder.file("defectd.db")));
    const std::string id = open_once(folder, 1);
    CHECK(id.size() == 32);
    fs::remove(folder.file("lock"));
    CHECK(open_once(folder, 2) == id);
}

TEST_CASE("a missing, empty or other database next to a lock file that names one is rejected unchanged")
{
    const temporary_folder folder;
    const temporary_folder other;
    static_cast<void>(open_once(folder, 1));
    static_cast<void>(open_once(other, 2));
    const std::string path = folder.file("defectd.db");
    fs::remove(path);
    SUBCASE("missing") {}
    SUBCASE("missing, but for its log")
    {
        std::ofstream(path + "-wal") << "all that is left";
    }
    SUBCASE("empty")
    {
        std::ofstream{path};
    }
    SUBCASE("another's")
    {
        fs::copy_file(other.file("defectd.db"), path);
    }
    SUBCASE("one without an id")
    {
        static_cast<void>(open_sqlite_store(path));
    }
    SUBCASE("of another program")
    {
        execute_on(path, "CREATE TABLE notes (text)");
    }
    SUBCASE("without anything in it")
    {
        execute_on(path, "VACUUM");
    }
    const bool was_there = fs::exists(path);
    CHECK(fault_of_opening(folder) == store_fault::replaced);
    CHECK(fault_of_opening(folder) == store_fault::replaced);
    CHECK(fs::exists(path) == was_there);
}

TEST_CASE("an older copy of the same database is taken")
{
    const temporary_folder folder;
    const std::string id = open_once(folder, 1);
    fs::copy_file(folder.file("defectd.db"), folder.file("backup"));
    fs::remove(folder.file("defectd.db"));
    fs::rename(folder.file("backup"), folder.file("defectd.db"));
    CHECK(open_once(folder, 2) == id);
}

TEST_CASE("a start without the lock file is a first start")
{
    const temporary_folder folder;
    const std::string id = open_once(folder, 1);
    fs::remove(folder.file("defectd.db"));
    fs::remove(folder.file("lock"));
    CHECK_FALSE(had_database(folder.path()));
    CHECK(open_once(folder, 2) != id);
    fs::remove(folder.file("defectd.db"));
    CHECK(had_database(folder.path()));
}

TEST_SUITE_END();
