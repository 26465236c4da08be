#include <doctest/doctest.h>
#include <sqlite3.h>

#include <filesystem>

#include "contract/samples.hpp"
#include "sqlite/fault_in.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/scripted_day.hpp"
#include "sqlite/sqlite_store.hpp"
#include "support/temporary_folder.hpp"
#include "support/unreliable_disk.hpp"

using namespace defectd;
using namespace defectd::samples;
namespace fs = std::filesystem;

namespace {

/// Fills the log with more than any of a test's bounds.
collection_commit large_commit(store& db)
{
    set_subscribers(db, {"desk"});
    collection_commit commit = next_commit(db);
    for (int i = 0; i < 20; ++i) {
        commit.events.push_back(news(std::to_string(i), {"desk"}));
        commit.events.back().event.body.append(4000, 'x');
    }
    return commit;
}

}  // namespace

TEST_SUITE_BEGIN("store/checkpoint");

TEST_CASE("a failed sync during a checkpoint is reported, and every later call fails")
{
    const temporary_folder folder;
    unreliable_disk disk;
    const auto db = open_for_test(folder.file("defectd.db"), unreliable_disk::name());
    const collection_commit commit = large_commit(*db);
    disk.fail(disk_operation::sync, 3,
              SQLITE_IOERR_FSYNC);  // the commit's, the log's once more, the database's
    CHECK(fault_in([&] { static_cast<void>(db->commit_collection(commit)); }) == store_fault::fsync_failed);
    CHECK(disk.struck());
    CHECK(fault_in([&] { set_subscribers(*db, {"desk"}); }) == store_fault::fsync_failed);
}

TEST_CASE("the log is copied once when it has grown enough")
{
    const temporary_folder folder;
    unreliable_disk disk;
    const sqlite::connection_options options{.file_system = unreliable_disk::name(), .checkpoint_pages = 10};
    const auto db = std::make_unique<sqlite::sqlite_store>(
        sqlite::open_database(folder.file("defectd.db"), options, sqlite::released_migrations()));
    const auto syncs_of = [&](auto call) {
        const int before = disk.syncs();
        call();
        return disk.syncs() - before;
    };
    const collection_commit large = large_commit(*db);
    CHECK(syncs_of([&] { CHECK(db->commit_collection(large)); }) == 3);  // the commit, the log, the database
    db->set_subscribers({}, at(1));  // begins the log again, which takes a sync of its own
    CHECK(syncs_of([&] { set_subscribers(*db, {"desk"}); }) == 1);
}

TEST_CASE("the log never fills a small disk")
{
    const temporary_folder folder;
    unreliable_disk disk;
    disk.limit_to(2'000'000);  // an eighth of what the log may have elsewhere
    const sqlite::connection_options options{.file_system = unreliable_disk::name(),
                                             .room = [&](const std::string&) { return disk.room(); }};
    const auto db = std::make_unique<sqlite::sqlite_store>(
        sqlite::open_database(folder.file("defectd.db"), options, sqlite::released_migrations()));
    for (int commit = 0; commit < 2000; ++commit) {
        CAPTURE(commit);
        REQUIRE_FALSE(fault_in([&] {
            db->set_subscribers({}, at(commit));
            set_subscribers(*db, {"desk"});
        }));
    }
}

TEST_CASE("a log that filled the disk is truncated at the next call and at the next start")
{
    const temporary_folder folder;
    unreliable_disk disk;
    const sqlite::connection_options options{.file_system = unreliable_disk::name(),
                                             .room = [](const std::string&) { return std::nullopt; }};
    const auto open = [&] {
        return std::make_unique<sqlite::sqlite_store>(
            sqlite::open_database(folder.file("defectd.db"), options, sqlite::released_migrations()));
    };
    auto db = open();
    bool is_committed = db->commit_collection(large_commit(*db));
    REQUIRE(is_committed);
    db.reset();
    db = open();
    disk.limit_to(fs::file_size(folder.file("defectd.db")) + 600'000);
    const auto fill = [&] {
        for (int commit = 0; commit < 2000; ++commit) {
            db->set_subscribers({}, at(commit));
            set_subscribers(*db, {"desk"});
        }
    };
    REQUIRE(fault_in(fill) == store_fault::disk_full);
    SUBCASE("the next call")
    {
        CHECK_FALSE(fault_in([&] { set_subscribers(*db, {"desk"}); }));
    }
    SUBCASE("the next start, after a kill")
    {
        fs::copy(folder.path(), folder.path() + "-killed", fs::copy_options::recursive);
        db.reset();
        for (const char* const name : {"defectd.db", "defectd.db-wal"})
            fs::copy_file(folder.path() + "-killed/" + name, folder.file(name),
                          fs::copy_options::overwrite_existing);
        fs::remove_all(folder.path() + "-killed");
        db = open();
        CHECK_FALSE(fault_in([&] { set_subscribers(*db, {"desk"}); }));
    }
    CHECK(disk.room() > 300'000);
}

TEST_SUITE_END();
