#include "defectd/source/file_source.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "support/manual_clock.hpp"
#include "support/recorded_log.hpp"
#include "support/run_task.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const timestamp start = std::chrono::floor<duration>(std::chrono::system_clock::now());

/// A file source over a folder of the test's own, under a clock the test turns.
struct source_rig {
    explicit source_rig(const std::string& pattern)
    {
        config.name = "reports";
        config.path = folder.path() + pattern;
        config.account = pattern.find("{account}") == std::string::npos ? "acme" : "";
        config.marketplace_id = "ATVPDKIKX0DER";
        config.channel = fulfillment::mfn;
        config.every = 5min;
        source = make_file_source(
            loop.get_executor(), config,
            {clock, log, reading, folders,
             [this](const report_scope&, const file_mark& mark) { return known.contains(mark); }});
    }

    void put(const std::string& name, std::string_view text) const
    {
        fs::create_directories(fs::path(folder.file(name)).parent_path());
        std::ofstream(folder.file(name), std::ios::binary) << text;
    }

    void move_in(const std::string& name, std::string_view text) const
    {
        put(".aside", text);
        fs::rename(folder.file(".aside"), folder.file(name));
    }

    /// To the next time that is waited for, if that is not the next scan of the schedule.
    void turn_clock()
    {
        if (clock.next_wait() && *clock.next_wait() < start + config.every)
            clock.set(*clock.next_wait());
    }

    temporary_folder folder;
    asio::io_context loop{1};
    manual_clock clock{start};
    recorded_log log;
    worker reading{1};
    std::set<file_mark> known;
    named_folders folders;
    source_config config;
    std::unique_ptr<report_source> source;
};

/// Drives a look to its end and calls `step` again and again meanwhile.
template <class Step>
source_look drive(source_rig& rig, task<source_look> look, Step step)
{
    std::optional<source_look> found;
    asio::co_spawn(rig.loop, std::move(look), [&](std::exception_ptr failure, source_look gave) {
        CHECK_FALSE(failure);
        found = std::move(gave);
    });
    run_task(rig.loop, [&]() -> task<void> {
        while (!found) {
            co_await let_others_run();
            if (!found)
                step();
        }
    });
    return *std::move(found);
}

/// Waits for the source's next news, and lets `act` happen once while it waits.
template <class Act>
source_look next_while(source_rig& rig, Act act)
{
    bool acted = false;
    return drive(rig, rig.source->next(), [&] {
        if (!std::exchange(acted, true))
            act();
    });
}

/// As next_while(), turning the clock over the time it takes to settle.
template <class Act>
source_look next_and_settle(source_rig& rig, Act act)
{
    bool acted = false;
    source_look look;
    while (look.ready.empty())
        look = drive(rig, rig.source->next(), [&] {
            if (!std::exchange(acted, true))
                act();
            rig.turn_clock();
        });
    return look;
}

/// One scheduled look, turning the clock over the time it takes to settle.
source_look first_look(source_rig& rig)
{
    return drive(rig, rig.source->next(), [&] { rig.turn_clock(); });
}

}  // namespace

TEST_SUITE("source/file_source")
{
    TEST_CASE(
        "the first look finds what lies there, oldest first, and takes 200 ms to see that it has settled")
    {
        source_rig rig("/*.csv");
        rig.put("b.csv", "2");
        rig.put("a.csv", "1");
        fs::last_write_time(rig.folder.file("b.csv"), fs::file_time_type::clock::now() - 1h);
        const source_look look = first_look(rig);
        REQUIRE(look.ready.size() == 2);
        CHECK(look.ready[0].stamp.name == "b.csv");
        CHECK(look.ready[1].stamp.name == "a.csv");
        CHECK(look.ready[1].scope == report_scope{"acme", "ATVPDKIKX0DER", fulfillment::mfn});
        CHECK(rig.clock.now() == start + settle_time);
    }

    TEST_CASE("a file that grows between two looks is not told yet")
    {
        source_rig rig("/*.csv");
        rig.put("a.csv", "half");
        bool grew = false;
        const source_look found = drive(rig, rig.source->look(report_source::known_files::leave_out), [&] {
            if (rig.clock.next_wait() && !std::exchange(grew, true))
                rig.put("a.csv", "half and more");
            rig.turn_clock();
        });
        CHECK(grew);
        CHECK(found.ready.empty());
    }

    TEST_CASE("known files are left out, unless they are asked for")
    {
        source_rig rig("/*.csv");
        rig.put("a.csv", "1");
        const source_look look = first_look(rig);
        REQUIRE(look.ready.size() == 1);
        rig.known.insert(look.ready[0].mark);
        run_task(rig.loop, [&]() -> task<void> {
            const source_look without = co_await rig.source->look(report_source::known_files::leave_out);
            CHECK(without.ready.empty());
            CHECK(without.present.size() == 1);
            const source_look with = co_await rig.source->look(report_source::known_files::include);
            CHECK(with.ready.size() == 1);
        });
    }

    TEST_CASE("a file moved in is told at once, one closed after writing when its time stands still")
    {
        source_rig rig("/*.csv");
        CHECK(first_look(rig).ready.empty());
        const timestamp before = rig.clock.now();
        const source_look moved = next_while(rig, [&] { rig.move_in("a.csv", "1"); });
        REQUIRE(moved.ready.size() == 1);
        CHECK(moved.ready[0].stamp.name == "a.csv");
        CHECK(rig.clock.now() == before);
        rig.known.insert(moved.ready[0].mark);
        const source_look closed = next_and_settle(rig, [&] { rig.put("b.csv", "2"); });
        REQUIRE(closed.ready.size() == 1);
        CHECK(closed.ready[0].stamp.name == "b.csv");
        CHECK(rig.clock.now() <= before + 2 * settle_time);
    }

    TEST_CASE("a file finished in another way is told as soon as it stands still")
    {
        source_rig rig("/in/*.csv");
        rig.put("aside", "1");
        fs::create_directories(rig.folder.file("in"));
        CHECK(first_look(rig).ready.empty());
        const auto reported = [&](const std::function<void()>& act) {
            const source_look look = next_and_settle(rig, act);
            REQUIRE(look.ready.size() == 1);
            rig.known.insert(look.ready[0].mark);
            return look.ready[0].stamp.name;
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

    TEST_CASE("a folder that is swapped anywhere in the path is looked into")
    {
        source_rig rig("/a/b/{account}/*.csv");
        rig.put("a/b/acme/1.csv", "1");
        rig.put("other/b/acme/2.csv", "2");
        rig.put("far/acme/3.csv", "3");
        rig.put("near/acme/4.csv", "4");
        const auto name_of_next = [&](const std::function<void()>& act) {
            const source_look look = next_and_settle(rig, act);
            REQUIRE(look.ready.size() == 1);
            rig.known.insert(look.ready[0].mark);
            return look.ready[0].stamp.name;
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
        CHECK(first_look(rig).ready.empty());
        const source_look look = next_and_settle(rig, [&] {
            rig.put("old.csv", "1");
            rig.move_in("new.csv", "2");
        });
        REQUIRE(look.ready.size() == 2);
        CHECK(look.ready[0].stamp.name == "old.csv");
    }

    TEST_CASE("an older file in a new folder is told before a newer one of its scope that was moved in")
    {
        source_rig rig("/*/*.csv");
        fs::create_directories(rig.folder.file("known"));
        CHECK(first_look(rig).ready.empty());
        const source_look look = next_and_settle(rig, [&] {
            rig.put("fresh/old.csv", "1");
            rig.move_in("known/new.csv", "2");
        });
        REQUIRE(look.ready.size() == 2);
        CHECK(look.ready[0].stamp.name == "old.csv");
    }

    TEST_CASE("a file moved in does not wait for the new folder of another account")
    {
        source_rig rig("/{account}/*.csv");
        fs::create_directories(rig.folder.file("acme"));
        CHECK(first_look(rig).ready.empty());
        const timestamp before = rig.clock.now();
        const source_look look = next_while(rig, [&] {
            rig.put("globex/old.csv", "1");
            rig.move_in("acme/new.csv", "2");
        });
        REQUIRE(look.ready.size() == 1);
        CHECK(look.ready[0].stamp.name == "new.csv");
        CHECK(rig.clock.now() == before);
    }

    TEST_CASE("a clock that was set back is followed by a look at once")
    {
        source_rig rig("/*.csv");
        CHECK(first_look(rig).ready.empty());
        rig.clock.set(start - 1h);
        bool put = false;
        const source_look look = drive(rig, rig.source->next(), [&] {
            if (!std::exchange(put, true))
                rig.move_in("a.csv", "1");
            rig.turn_clock();
        });
        CHECK(look.scanned);
        CHECK(rig.clock.now() < start - 59min);
    }

    TEST_CASE(
        "a folder that is missing, and one of an account that goes away, are said; one yet to come is not")
    {
        source_rig rig("/{account}/in/*.csv");
        rig.put("acme/in/1.csv", "1");
        CHECK(first_look(rig).unreadable.empty());
        rig.folders.note_stored(rig.folders.change());
        fs::create_directories(rig.folder.file("globex"));
        fs::remove_all(rig.folder.file("acme"));
        const auto look_now = [&] {
            return drive(rig, rig.source->look(report_source::known_files::leave_out),
                         [&] { rig.turn_clock(); });
        };
        const source_look without = look_now();
        CHECK(without.unreadable.empty());
        CHECK(rig.folders.change().gone == std::vector{rig.folder.file("acme")});
        fs::remove_all(rig.folder.path());
        REQUIRE(look_now().unreadable.size() == 1);
        fs::create_directories(rig.folder.path());
        CHECK(look_now().unreadable.empty());
    }

    TEST_CASE("hidden files and other names are not told")
    {
        source_rig rig("/*.csv");
        CHECK(first_look(rig).ready.empty());
        const source_look look = next_and_settle(rig, [&] {
            rig.put(".hidden.csv", "1");
            rig.put("notes.txt", "1");
            rig.put("real.csv", "1");
        });
        REQUIRE(look.ready.size() == 1);
        CHECK(look.ready[0].stamp.name == "real.csv");
    }

    TEST_CASE("a folder that appears is looked into and watched")
    {
        source_rig rig("/{account}/*.csv");
        CHECK(first_look(rig).ready.empty());
        bool put = false;
        const source_look look = drive(rig, rig.source->next(), [&] {
            if (!std::exchange(put, true))
                rig.put("beta/a.csv", "1");
            rig.turn_clock();
        });
        REQUIRE(look.ready.size() == 1);
        CHECK(look.ready[0].scope.account == "beta");
    }

    TEST_CASE("a path that names no real marketplace is warned of once and skipped")
    {
        source_rig rig("/{marketplace}/*.csv");
        rig.put("Atlantis/a.csv", "1");
        CHECK(first_look(rig).ready.empty());
        const source_look again =
            drive(rig, rig.source->look(report_source::known_files::leave_out), [&] { rig.turn_clock(); });
        CHECK(again.ready.empty());
        CHECK(rig.log.count(log_level::warning) == 1);
    }
}
