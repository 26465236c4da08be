#include "defectd/source/file_source.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "support/kept_log.hpp"
#include "support/manual_clock.hpp"
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
            {time, log, reading, [this](const file_mark& mark) { return known.contains(mark); }});
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

    temporary_folder folder;
    asio::io_context loop{1};
    manual_clock time{start};
    kept_log log;
    worker reading{1};
    std::set<file_mark> known;
    source_config config;
    std::unique_ptr<report_source> source;
};

/// Starts `wait`, lets `act` happen while it waits, and gives what came.
template <class Act>
source_look next_while(source_rig& rig, Act act)
{
    source_look found;
    bool ended = false;
    run_task(rig.loop, [&]() -> task<void> {
        asio::co_spawn(
            rig.loop,
            [&]() -> task<void> {
                found = co_await rig.source->next();
                ended = true;
            },
            asio::detached);
        co_await let_others_run();
        act();
        while (!ended)
            co_await asio::post(asio::use_awaitable);
    });
    return found;
}

/// One scheduled look, turning the clock over the time it takes to settle.
source_look first_look(source_rig& rig)
{
    source_look found;
    bool ended = false;
    run_task(rig.loop, [&]() -> task<void> {
        asio::co_spawn(
            rig.loop,
            [&]() -> task<void> {
                found = co_await rig.source->next();
                ended = true;
            },
            asio::detached);
        while (!ended) {
            if (rig.time.next_wait())
                rig.time.set(*rig.time.next_wait());
            co_await asio::post(asio::use_awaitable);
        }
    });
    return found;
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
        CHECK(look.ready[1].of == scope{"acme", "ATVPDKIKX0DER", fulfillment::mfn});
        CHECK(rig.time.now() == start + settle_time);
    }

    TEST_CASE("a file that grows between two looks is not told yet")
    {
        source_rig rig("/*.csv");
        rig.put("a.csv", "half");
        source_look found;
        bool ended = false;
        run_task(rig.loop, [&]() -> task<void> {
            asio::co_spawn(
                rig.loop,
                [&]() -> task<void> {
                    found = co_await rig.source->look(report_source::known_files::leave_out);
                    ended = true;
                },
                asio::detached);
            while (!rig.time.next_wait())
                co_await asio::post(asio::use_awaitable);
            rig.put("a.csv", "half and more");
            rig.time.advance(settle_time);
            while (!ended)
                co_await asio::post(asio::use_awaitable);
        });
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

    TEST_CASE("a file moved in, and one closed after writing, are told at once")
    {
        source_rig rig("/*.csv");
        CHECK(first_look(rig).ready.empty());
        const timestamp before = rig.time.now();
        const source_look moved = next_while(rig, [&] { rig.move_in("a.csv", "1"); });
        REQUIRE(moved.ready.size() == 1);
        CHECK(moved.ready[0].stamp.name == "a.csv");
        rig.known.insert(moved.ready[0].mark);
        const source_look closed = next_while(rig, [&] { rig.put("b.csv", "2"); });
        REQUIRE(closed.ready.size() == 1);
        CHECK(closed.ready[0].stamp.name == "b.csv");
        CHECK(rig.time.now() == before);
    }

    TEST_CASE("hidden files and other names are not told")
    {
        source_rig rig("/*.csv");
        CHECK(first_look(rig).ready.empty());
        const source_look look = next_while(rig, [&] {
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
        source_look look;
        bool ended = false;
        run_task(rig.loop, [&]() -> task<void> {
            asio::co_spawn(
                rig.loop,
                [&]() -> task<void> {
                    do {
                        look = co_await rig.source->next();
                    } while (look.ready.empty());
                    ended = true;
                },
                asio::detached);
            co_await let_others_run();
            rig.put("beta/a.csv", "1");
            while (!ended) {
                if (rig.time.next_wait() && *rig.time.next_wait() <= start + settle_time * 10)
                    rig.time.set(*rig.time.next_wait());
                co_await asio::post(asio::use_awaitable);
            }
        });
        REQUIRE(look.ready.size() == 1);
        CHECK(look.ready[0].of.account == "beta");
    }

    TEST_CASE("a path that names no real marketplace is warned of once and left alone")
    {
        source_rig rig("/{marketplace}/*.csv");
        rig.put("Atlantis/a.csv", "1");
        CHECK(first_look(rig).ready.empty());
        run_task(rig.loop, [&]() -> task<void> {
            rig.known.clear();
            asio::co_spawn(
                rig.loop,
                [&]() -> task<void> {
                    co_await let_others_run();
                    rig.time.advance(1h);
                },
                asio::detached);
            const source_look again = co_await rig.source->look(report_source::known_files::leave_out);
            CHECK(again.ready.empty());
        });
        CHECK(rig.log.count(log_level::warning) == 1);
    }
}
