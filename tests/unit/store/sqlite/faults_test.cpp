#include "sqlite/faults.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <functional>
#include <new>

#include "contract/samples.hpp"
#include "sqlite/fault_in.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/scripted_day.hpp"
#include "sqlite/sqlite_store.hpp"
#include "support/temporary_folder.hpp"
#include "support/unreliable_disk.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

/// More operations than a day has; a loop that gets there does not come to an end.
constexpr int too_many = 2000;

/// Works until the day is over, starting again after each fault that ends the process.
void work_through(scripted_day& day, unreliable_disk& disk, const std::string& path)
{
    for (int starts = 0; !day.over(); ++starts) {
        REQUIRE(starts < 3);  // one fault asks for one restart
        std::unique_ptr<store> db;
        const auto work = [&] {
            db = open_for_test(path, unreliable_disk::name());
            day.check_confirmed(*db);
            while (!day.over())
                day.next(*db);
        };
        if (const auto fault = fault_in(work)) {
            CHECK(disk.struck());
            CHECK(*fault != store_fault::corrupt);
            db.reset();
            disk.power_back();
        }
    }
}

/// Works until the day is over in one process, doing again what failed.
void work_on(scripted_day& day, store& db, store_fault expected)
{
    while (!day.over()) {
        const auto fault = fault_in([&] { day.next(db); });
        if (fault)
            CHECK(*fault == expected);
    }
}

/// Gives each n a day of its own until one ends before its fault comes; returns how many there were.
int days_until_untouched(const std::function<bool(int nth, const std::string& path)>& live)
{
    for (int nth = 1; nth < too_many; ++nth) {
        CAPTURE(nth);
        const temporary_folder folder;
        if (!live(nth, folder.file("defectd.db")))
            return nth - 1;
    }
    return too_many;
}

}  // namespace

TEST_SUITE_BEGIN("store/faults");

TEST_CASE("every kind of failure means what the process must do")
{
    struct row {
        int code;
        store_fault opening;
        store_fault working;
    };
    using enum store_fault;
    const row rows[]{
        {SQLITE_FULL, disk_full, disk_full},
        {SQLITE_IOERR_READ, io, io},
        {SQLITE_IOERR_SHORT_READ, io, io},
        {SQLITE_IOERR_WRITE, io, io},
        {SQLITE_IOERR_TRUNCATE, io, io},
        {SQLITE_IOERR_FSYNC, fsync_failed, fsync_failed},
        {SQLITE_IOERR_DIR_FSYNC, fsync_failed, fsync_failed},
        {SQLITE_IOERR_CORRUPTFS, corrupt, corrupt},
        {SQLITE_CORRUPT, corrupt, corrupt},
        {SQLITE_CORRUPT_INDEX, corrupt, corrupt},
        {SQLITE_NOTADB, foreign_file, corrupt},
        {SQLITE_ERROR, corrupt, corrupt},
        {SQLITE_CONSTRAINT_FOREIGNKEY, corrupt, corrupt},
        {SQLITE_BUSY, locked, locked},
        {SQLITE_BUSY_RECOVERY, locked, locked},
        {SQLITE_LOCKED, locked, locked},
        {SQLITE_CANTOPEN, no_access, no_access},
        {SQLITE_CANTOPEN_SYMLINK, no_access, no_access},
        {SQLITE_READONLY, no_access, no_access},
        {SQLITE_READONLY_DIRECTORY, no_access, no_access},
        {SQLITE_PERM, no_access, no_access},
    };
    for (const row& each : rows) {
        CAPTURE(each.code);
        CHECK(sqlite::error_of(each.code, "/x/defectd.db", sqlite::phase::opening).fault() == each.opening);
        CHECK(sqlite::error_of(each.code, "/x/defectd.db", sqlite::phase::working).fault() == each.working);
    }
    CHECK_THROWS_AS(static_cast<void>(sqlite::error_of(SQLITE_NOMEM, "", sqlite::phase::working)),
                    std::bad_alloc);
}

TEST_CASE("every error has the file, SQLite's message and what to do")
{
    for (const int code : {SQLITE_FULL, SQLITE_IOERR_READ, SQLITE_IOERR_FSYNC, SQLITE_CORRUPT, SQLITE_BUSY,
                           SQLITE_CANTOPEN, SQLITE_NOTADB}) {
        const std::string text = sqlite::error_of(code, "/x/defectd.db", sqlite::phase::opening).what();
        CHECK(text.starts_with("/x/defectd.db: "));
        CHECK(text.find(sqlite3_errstr(code)) != std::string::npos);
        CHECK(text.size() > 90);
    }
}

TEST_CASE("a power cut at any write or sync loses no confirmed call")
{
    const int days = days_until_untouched([](int nth, const std::string& path) {
        unreliable_disk disk;
        scripted_day day;
        disk.lose_power(nth);
        work_through(day, disk, path);
        day.check_confirmed(*open_for_test(path));
        CHECK(integrity_of(path) == "ok");
        return disk.struck();
    });
    CHECK(days > 50);
    CHECK(days < too_many);
}

TEST_CASE("a failed sync ends the work, and a restart finds every confirmed call")
{
    const int days = days_until_untouched([](int nth, const std::string& path) {
        unreliable_disk disk;
        scripted_day day;
        disk.fail(disk_operation::sync, nth, SQLITE_IOERR_FSYNC);
        work_through(day, disk, path);
        day.check_confirmed(*open_for_test(path));
        CHECK(integrity_of(path) == "ok");
        return disk.struck();
    });
    CHECK(days > 15);
    CHECK(days < too_many);
}

TEST_CASE("a write that fails once, or a full disk, costs one attempt")
{
    struct row {
        int code;
        store_fault fault;
    };
    for (const row& each :
         {row{SQLITE_IOERR_WRITE, store_fault::io}, row{SQLITE_FULL, store_fault::disk_full}}) {
        CAPTURE(each.code);
        const int days = days_until_untouched([&](int nth, const std::string& path) {
            unreliable_disk disk;
            scripted_day day;
            const auto db = open_for_test(path, unreliable_disk::name());
            disk.fail(disk_operation::write, nth, each.code);
            work_on(day, *db, each.fault);
            day.check_confirmed(*db);
            return disk.struck();
        });
        CHECK(days > 40);
        CHECK(days < too_many);
    }
}

TEST_CASE("after a failed sync every further call fails with the same error")
{
    const temporary_folder folder;
    unreliable_disk disk;
    const auto db = open_for_test(folder.file("defectd.db"), unreliable_disk::name());
    disk.fail(disk_operation::sync, 1, SQLITE_IOERR_FSYNC);
    for (int call = 0; call < 3; ++call) {
        CHECK(fault_in([&] { set_subscribers(*db, {"desk"}); }) == store_fault::fsync_failed);
        CHECK(fault_in([&] { static_cast<void>(db->overview(at(0))); }) == store_fault::fsync_failed);
    }
}

TEST_CASE("a full database stores no part of a call, and works again with room")
{
    const temporary_folder folder;
    auto database = sqlite::open_database(folder.file("defectd.db"), {}, sqlite::released_migrations());
    sqlite::connection& behind = *database;
    sqlite::sqlite_store db{std::move(database)};
    set_subscribers(db, {"desk"});
    emit(db, {"before"}, {"desk"});
    behind.execute("PRAGMA max_page_count = 1");  // no page more than there are

    collection_commit large = next_commit(db);
    large.events = {news("large", {"desk"})};
    large.events[0].event.body.append(20'000, 'x');
    CHECK(fault_in([&] { static_cast<void>(db.commit_collection(large)); }) == store_fault::disk_full);
    CHECK(names_of(newest_events(db, 9)) == std::vector<std::string>{"before"});
    CHECK(db.load_scope(us_scope()).version == large.expected_version);

    behind.execute("PRAGMA max_page_count = 100000");
    CHECK(db.commit_collection(large));
    CHECK(db.record_and_claim({}, claim_for({"desk"}, at(0))).claimed.size() == 2);
}

TEST_CASE("a round with nothing to record and nothing due neither writes nor syncs")
{
    const temporary_folder folder;
    unreliable_disk disk;
    const sqlite::connection_options options{.file_system = unreliable_disk::name()};
    const auto db = std::make_unique<sqlite::sqlite_store>(
        sqlite::open_database(folder.file("defectd.db"), options, sqlite::released_migrations()));
    set_subscribers(*db, {"desk"});
    emit(*db, {"later"}, {"desk"}, at(100));
    const int writes = disk.writes();
    const int syncs = disk.syncs();
    CHECK(next_due(db->record_and_claim({}, claim_for({"desk"}, at(0))), "desk") == at(100));
    static_cast<void>(db->overview(at(0)));
    CHECK(db->prune(at(0), std::chrono::hours{1}, 100) == 0);
    CHECK(disk.writes() == writes);
    CHECK(disk.syncs() == syncs);

    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(100))).claimed.size() == 1);
    CHECK(disk.syncs() == syncs + 1);
}

TEST_SUITE_END();
