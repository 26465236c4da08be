#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "contract/samples.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/scripted_day.hpp"
#include "sqlite/transaction.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

/// Runs `live` in a process of its own that ends without cleaning up, as after kill -9.
void in_process_that_dies(const std::function<void()>& live)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        live();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

}  // namespace

TEST_SUITE_BEGIN("store/crash");

TEST_CASE("a commit is there after close and reopen")
{
    const temporary_folder folder;
    scripted_day day;
    {
        const auto db = open_for_test(folder.file("defectd.db"));
        while (!day.over())
            day.next(*db);
    }
    CHECK_FALSE(std::filesystem::exists(folder.file("defectd.db-wal")));
    day.check_confirmed(*open_for_test(folder.file("defectd.db")));
    CHECK(integrity_of(folder.file("defectd.db")) == "ok");
}

TEST_CASE("a process that dies after its commits leaves all of them")
{
    const temporary_folder folder;
    in_process_that_dies([&] {
        const auto db = open_for_test(folder.file("defectd.db"));
        set_subscribers(*db, {"desk"});
        emit(*db, {"a"}, {"desk"});
        static_cast<void>(db->record_and_claim({}, claim_for({"desk"}, at(0))));
        ::_exit(0);
    });
    const auto db = open_for_test(folder.file("defectd.db"));
    CHECK(names_of(newest_events(*db, 9)) == std::vector<std::string>{"a"});
    CHECK(look_at(*db, "desk", at(0)).in_flight == 1);
    db->take_over();
    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(1))).claimed.at(0).attempt == 1);
}

TEST_CASE("a process that dies inside a transaction leaves nothing of it")
{
    const temporary_folder folder;
    in_process_that_dies([&] {
        const auto database =
            sqlite::open_database(folder.file("defectd.db"), {}, sqlite::released_migrations());
        {
            sqlite::transaction whole{*database};
            database->execute("INSERT INTO subscribers (name) VALUES ('kept')");
            whole.commit();
        }
        sqlite::transaction cut{*database};
        database->execute("INSERT INTO subscribers (name) VALUES ('cut')");
        database->execute("PRAGMA cache_spill = 1");
        ::_exit(0);
    });
    const auto subscribers = open_for_test(folder.file("defectd.db"))->overview(at(0)).subscribers;
    REQUIRE(subscribers.size() == 1);
    CHECK(subscribers[0].name == "kept");
}

TEST_CASE("a copy of the database and its log at any moment opens without loss")
{
    const temporary_folder folder;
    scripted_day day;
    const auto db = open_for_test(folder.file("defectd.db"));
    for (int moment = 0; !day.over(); ++moment) {
        day.next(*db);
        const std::string copy = folder.file("copy" + std::to_string(moment));
        std::filesystem::copy_file(folder.file("defectd.db"), copy);
        if (std::filesystem::exists(folder.file("defectd.db-wal")))
            std::filesystem::copy_file(folder.file("defectd.db-wal"), copy + "-wal");
        day.check_confirmed(*open_for_test(copy));
    }
}

TEST_SUITE_END();
