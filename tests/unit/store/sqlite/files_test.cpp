#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "contract/samples.hpp"
#include "defectd/store/store_error.hpp"
#include "sqlite/scripted_day.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
using namespace defectd::samples;
namespace fs = std::filesystem;

namespace {

std::string read_all(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_all(const std::string& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// What opening, or the first work on, the file ends with; nullopt when all of it goes well.
std::optional<store_fault> fault_of_using(const std::string& path)
{
    try {
        const auto db = open_for_test(path);
        set_subscribers(*db, {"desk"});
        emit(*db, {"new"}, {"desk"});
        static_cast<void>(db->record_and_claim({}, claim_for({"desk"}, at(0))));
        static_cast<void>(db->overview(at(0)));
        static_cast<void>(newest_events(*db, 1000));
        return std::nullopt;
    } catch (const store_error& error) {
        return error.fault();
    }
}

/// A database with a day's work in it, closed.
void make_database(const std::string& path)
{
    scripted_day day;
    const auto db = open_for_test(path);
    while (!day.over())
        day.next(*db);
}

mode_t mode_of(const std::string& path)
{
    struct stat found = {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 07777U;
}

}  // namespace

TEST_SUITE_BEGIN("store/files");

TEST_CASE("the database and its log are readable by their owner only, under any umask")
{
    const temporary_folder folder;
    const mode_t before = ::umask(0);
    {
        const auto db = open_for_test(folder.file("defectd.db"));
        set_subscribers(*db, {"desk"});
        CHECK(mode_of(folder.file("defectd.db")) == 0600);
        CHECK(mode_of(folder.file("defectd.db-wal")) == 0600);
        CHECK_FALSE(fs::exists(folder.file("defectd.db-shm")));
    }
    CHECK(::umask(before) == 0);
}

TEST_CASE("an open store locks other processes out")
{
    const temporary_folder folder;
    const auto db = open_for_test(folder.file("defectd.db"));
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::locked);

    sqlite3* reader = nullptr;
    REQUIRE(sqlite3_open_v2(folder.file("defectd.db").c_str(), &reader, SQLITE_OPEN_READONLY, nullptr) ==
            SQLITE_OK);
    CHECK(sqlite3_exec(reader, "SELECT count(*) FROM events", nullptr, nullptr, nullptr) == SQLITE_BUSY);
    sqlite3_close(reader);
}

TEST_CASE("an empty file becomes a database, as after a crash of the first start")
{
    const temporary_folder folder;
    write_all(folder.file("defectd.db"), "");
    CHECK_FALSE(fault_of_using(folder.file("defectd.db")));
}

TEST_CASE("a log whose database is gone is not deleted")
{
    const temporary_folder folder;
    write_all(folder.file("defectd.db-wal"), "all that is left");
    SUBCASE("the file is missing") {}
    SUBCASE("the file is empty")
    {
        write_all(folder.file("defectd.db"), "");
    }
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::corrupt);
    CHECK(read_all(folder.file("defectd.db-wal")) == "all that is left");
}

TEST_CASE("a file of another program is rejected unchanged")
{
    const temporary_folder folder;
    const std::string path = folder.file("defectd.db");
    SUBCASE("text")
    {
        write_all(path, std::string(5000, 'a'));
    }
    SUBCASE("a few bytes")
    {
        write_all(path, "hello");
    }
    SUBCASE("a database without an application id")
    {
        execute_on(path, "CREATE TABLE notes (text)");
    }
    SUBCASE("a database of another application")
    {
        execute_on(path, "PRAGMA application_id = 7; CREATE TABLE notes (text)");
    }
    SUBCASE("an empty database with a version")
    {
        execute_on(path, "PRAGMA user_version = 3");
    }
    SUBCASE("an empty database of another application")
    {
        execute_on(path, "PRAGMA application_id = 7");
    }
    const std::string before = read_all(path);
    CHECK(fault_of_using(path) == store_fault::foreign_file);
    CHECK(read_all(path) == before);
    CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("a database of a newer version is rejected unchanged")
{
    const temporary_folder folder;
    make_database(folder.file("defectd.db"));
    execute_on(folder.file("defectd.db"), "PRAGMA user_version = 99");
    const std::string before = read_all(folder.file("defectd.db"));
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::newer_schema);
    CHECK(read_all(folder.file("defectd.db")) == before);
}

TEST_CASE("damage is reported, and nothing is deleted to repair it")
{
    const temporary_folder folder;
    const std::string path = folder.file("defectd.db");
    make_database(path);
    std::string content = read_all(path);
    SUBCASE("half of the file is missing")
    {
        content.resize(content.size() / 2 / 4096 * 4096);
    }
    SUBCASE("only the first page is left")
    {
        content.resize(4096);
    }
    SUBCASE("garbage behind the first page")
    {
        std::fill(content.begin() + 4096, content.end(), static_cast<char>(0xA5));
    }
    write_all(path, content);
    CHECK(fault_of_using(path) == store_fault::corrupt);
    CHECK(fs::file_size(path) == content.size());
}

TEST_CASE("a missing table is damage")
{
    const temporary_folder folder;
    make_database(folder.file("defectd.db"));
    execute_on(folder.file("defectd.db"), "DROP TABLE attempts");
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::corrupt);
}

TEST_CASE("an unknown enumerator is damage")
{
    const temporary_folder folder;
    make_database(folder.file("defectd.db"));
    execute_on(folder.file("defectd.db"),
               "PRAGMA ignore_check_constraints = ON; UPDATE defects SET type = 'lost_parcel'");
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::corrupt);
}

TEST_CASE("the database may be in a linked folder, and may not be a link itself")
{
    const temporary_folder folder;
    fs::create_directory(folder.file("private"));
    fs::create_directory_symlink(folder.file("private"), folder.file("public"));
    CHECK_FALSE(fault_of_using(folder.file("public/defectd.db")));
    fs::create_symlink(folder.file("private/defectd.db"), folder.file("defectd.db"));
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::no_access);
}

TEST_CASE("a missing folder, or a folder with the file's name, is no_access")
{
    const temporary_folder folder;
    CHECK(fault_of_using(folder.file("missing/defectd.db")) == store_fault::no_access);
    fs::create_directory(folder.file("defectd.db"));
    CHECK(fault_of_using(folder.file("defectd.db")) == store_fault::no_access);
}

TEST_SUITE_END();
