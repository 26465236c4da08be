#include "defectd/source/file_source.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>

#include "source_rig.hpp"

using namespace defectd;
using namespace defectd::source_tests;
using namespace std::chrono_literals;

TEST_SUITE("source/file_source")
{
    TEST_CASE("the first scan gives the files that are there, oldest first, after 200 ms without a change")
    {
        source_rig rig("/*.csv");
        rig.put("b.csv", "2");
        rig.put("a.csv", "1");
        fs::last_write_time(rig.folder.file("b.csv"), fs::file_time_type::clock::now() - 1h);
        const found_reports scan = first_scan(rig);
        REQUIRE(scan.ready.size() == 2);
        CHECK(scan.ready[0].stamp.name == "b.csv");
        CHECK(scan.ready[1].stamp.name == "a.csv");
        CHECK(scan.ready[1].scope == report_scope{"acme", "ATVPDKIKX0DER", fulfillment::mfn});
        CHECK(rig.clock.now() == start + settle_time);
    }

    TEST_CASE("a file that grows between two scans is not ready")
    {
        source_rig rig("/*.csv");
        rig.put("a.csv", "half");
        bool grew = false;
        const found_reports found = drive(rig, rig.source->scan(file_choice::unprocessed), [&] {
            if (rig.clock.next_wait() && !std::exchange(grew, true))
                rig.put("a.csv", "half and more");
            rig.turn_clock();
        });
        CHECK(grew);
        CHECK(found.ready.empty());
    }

    TEST_CASE("a scan gives processed files only on request")
    {
        source_rig rig("/*.csv");
        rig.put("a.csv", "1");
        const found_reports scan = first_scan(rig);
        REQUIRE(scan.ready.size() == 1);
        rig.processed.insert(scan.ready[0].mark);
        run_task(rig.loop, [&]() -> task<void> {
            const found_reports without = co_await rig.source->scan(file_choice::unprocessed);
            CHECK(without.ready.empty());
            CHECK(without.present.size() == 1);
            const found_reports with = co_await rig.source->scan(file_choice::all);
            CHECK(with.ready.size() == 1);
        });
    }

    TEST_CASE("a file moved in is ready at once, one closed after writing after 200 ms without a change")
    {
        source_rig rig("/*.csv");
        CHECK(first_scan(rig).ready.empty());
        const timestamp before = rig.clock.now();
        const found_reports moved = next_while(rig, [&] { rig.move_in("a.csv", "1"); });
        REQUIRE(moved.ready.size() == 1);
        CHECK(moved.ready[0].stamp.name == "a.csv");
        CHECK(rig.clock.now() == before);
        rig.processed.insert(moved.ready[0].mark);
        const found_reports closed = next_and_settle(rig, [&] { rig.put("b.csv", "2"); });
        REQUIRE(closed.ready.size() == 1);
        CHECK(closed.ready[0].stamp.name == "b.csv");
        CHECK(rig.clock.now() <= before + 2 * settle_time);
    }

    TEST_CASE("a file made in another way is ready after 200 ms without a change")
    {
        source_rig rig("/in/*.csv");
        rig.put("aside", "1");
        fs::create_directories(rig.folder.file("in"));
        CHECK(first_scan(rig).ready.empty());
        const auto reported = [&](const std::function<void()>& act) {
            const found_reports scan = next_and_settle(rig, act);
            REQUIRE(scan.ready.size() == 1);
            rig.processed.insert(scan.ready[0].mark);
            return scan.ready[0].stamp.name;
        };
        CHECK(reported([&] {
                  fs::create_hard_link(rig.folder.file("aside"), rig.folder.file("in/link.csv"));
              }) == "link.csv");
        rig.put("elsewhere", "2");
        CHECK(reported([&] {
                  fs::create_symlink(rig.folder.file("elsewhere"), rig.folder.file("in/way.csv"));
              }) == "way.csv");
        CHECK(reported([&] { rig.put("elsewhere", "2 and more"); }) == "way.csv");
        CHECK(reported([&] {
                  const std::array<timespec, 2> an_hour{timespec{3600, 0}, timespec{3600, 0}};
                  ::utimensat(AT_FDCWD, rig.folder.file("in/link.csv").c_str(), an_hour.data(), 0);
              }) == "link.csv");
    }

    TEST_CASE("a folder that is replaced anywhere in the path is scanned again")
    {
        source_rig rig("/a/b/{account}/*.csv");
        rig.put("a/b/acme/1.csv", "1");
        rig.put("other/b/acme/2.csv", "2");
        rig.put("far/acme/3.csv", "3");
        rig.put("near/acme/4.csv", "4");
        const auto name_of_next = [&](const std::function<void()>& act) {
            const found_reports scan = next_and_settle(rig, act);
            REQUIRE(scan.ready.size() == 1);
            rig.processed.insert(scan.ready[0].mark);
            return scan.ready[0].stamp.name;
        };
        CHECK(name_of_next([] {}) == "1.csv");
        CHECK(name_of_next([&] {
                  fs::rename(rig.folder.file("a"), rig.folder.file("old"));
                  fs::rename(rig.folder.file("other"), rig.folder.file("a"));
              }) == "2.csv");
        CHECK(name_of_next([&] {
                  fs::create_symlink("../far", rig.folder.file("link"));
                  fs::rename(rig.folder.file("a/b"), rig.folder.file("a/was"));
                  fs::create_symlink(rig.folder.file("current"), rig.folder.file("a/b"));
                  fs::create_symlink("far", rig.folder.file("current"));
              }) == "3.csv");
        CHECK(name_of_next([&] {
                  fs::create_symlink("near", rig.folder.file("next"));
                  fs::rename(rig.folder.file("next"), rig.folder.file("current"));
              }) == "4.csv");
    }

    TEST_CASE("an older file that is about to be whole holds back a newer one of its scope")
    {
        source_rig rig("/*.csv");
        CHECK(first_scan(rig).ready.empty());
        const found_reports scan = next_and_settle(rig, [&] {
            rig.put("old.csv", "1");
            rig.move_in("new.csv", "2");
        });
        REQUIRE(scan.ready.size() == 2);
        CHECK(scan.ready[0].stamp.name == "old.csv");
    }

    TEST_CASE("an older file in a new folder is ready before a newer one of its scope that was moved in")
    {
        source_rig rig("/*/*.csv");
        fs::create_directories(rig.folder.file("known"));
        CHECK(first_scan(rig).ready.empty());
        const found_reports scan = next_and_settle(rig, [&] {
            rig.put("fresh/old.csv", "1");
            rig.move_in("known/new.csv", "2");
        });
        REQUIRE(scan.ready.size() == 2);
        CHECK(scan.ready[0].stamp.name == "old.csv");
    }

    TEST_CASE("a file moved in does not wait for the new folder of another account")
    {
        source_rig rig("/{account}/*.csv");
        fs::create_directories(rig.folder.file("acme"));
        CHECK(first_scan(rig).ready.empty());
        const timestamp before = rig.clock.now();
        const found_reports scan = next_while(rig, [&] {
            rig.put("globex/old.csv", "1");
            rig.move_in("acme/new.csv", "2");
        });
        REQUIRE(scan.ready.size() == 1);
        CHECK(scan.ready[0].stamp.name == "new.csv");
        CHECK(rig.clock.now() == before);
    }

    TEST_CASE("a clock that was set back is followed by a scan at once")
    {
        source_rig rig("/*.csv");
        CHECK(first_scan(rig).ready.empty());
        rig.clock.set(start - 1h);
        bool put = false;
        const found_reports scan = drive(rig, rig.source->next(), [&] {
            if (!std::exchange(put, true))
                rig.move_in("a.csv", "1");
            rig.turn_clock();
        });
        CHECK(scan.scanned);
        CHECK(rig.clock.now() < start - 59min);
    }

    TEST_CASE(
        "a missing folder and the folder of an account that goes away are reported, a folder to come is not")
    {
        source_rig rig("/{account}/in/*.csv");
        rig.put("acme/in/1.csv", "1");
        CHECK(first_scan(rig).unreadable.empty());
        rig.folders.note_stored(rig.folders.change());
        fs::create_directories(rig.folder.file("globex"));
        fs::remove_all(rig.folder.file("acme"));
        const auto scan_now = [&] {
            return drive(rig, rig.source->scan(file_choice::unprocessed), [&] { rig.turn_clock(); });
        };
        const found_reports without = scan_now();
        CHECK(without.unreadable.empty());
        CHECK(rig.folders.change().gone == std::vector{rig.folder.file("acme")});
        fs::remove_all(rig.folder.path());
        REQUIRE(scan_now().unreadable.size() == 1);
        fs::create_directories(rig.folder.path());
        CHECK(scan_now().unreadable.empty());
    }

    TEST_CASE("hidden files and other names are not found")
    {
        source_rig rig("/*.csv");
        CHECK(first_scan(rig).ready.empty());
        const found_reports scan = next_and_settle(rig, [&] {
            rig.put(".hidden.csv", "1");
            rig.put("notes.txt", "1");
            rig.put("real.csv", "1");
        });
        REQUIRE(scan.ready.size() == 1);
        CHECK(scan.ready[0].stamp.name == "real.csv");
    }

    TEST_CASE("a folder that appears is scanned and watched")
    {
        source_rig rig("/{account}/*.csv");
        CHECK(first_scan(rig).ready.empty());
        bool put = false;
        const found_reports scan = drive(rig, rig.source->next(), [&] {
            if (!std::exchange(put, true))
                rig.put("beta/a.csv", "1");
            rig.turn_clock();
        });
        REQUIRE(scan.ready.size() == 1);
        CHECK(scan.ready[0].scope.account == "beta");
    }

    TEST_CASE("a file whose path names an unknown marketplace is skipped with one warning")
    {
        source_rig rig("/{marketplace}/*.csv");
        rig.put("Atlantis/a.csv", "1");
        CHECK(first_scan(rig).ready.empty());
        const found_reports again =
            drive(rig, rig.source->scan(file_choice::unprocessed), [&] { rig.turn_clock(); });
        CHECK(again.ready.empty());
        CHECK(rig.log.count(log_level::warning) == 1);
    }
}
