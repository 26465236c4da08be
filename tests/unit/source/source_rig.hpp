// A file source over a folder of the test's own, under a clock that the test turns.
#ifndef DEFECTD_TESTS_SOURCE_RIG_HPP
#define DEFECTD_TESTS_SOURCE_RIG_HPP

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>

#include <fcntl.h>
#include <sys/stat.h>

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

#include "defectd/source/file_source.hpp"

namespace defectd::source_tests {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

inline const timestamp start = std::chrono::floor<duration>(std::chrono::system_clock::now());

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
             [this](const report_scope&, const file_mark& mark) { return processed.contains(mark); }});
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
    std::set<file_mark> processed;
    named_folders folders;
    source_config config;
    std::unique_ptr<report_source> source;
};

/// Drives a scan to its end and calls `step` again and again meanwhile.
template <class Step>
found_reports drive(source_rig& rig, task<found_reports> scan, Step step)
{
    std::optional<found_reports> found;
    asio::co_spawn(rig.loop, std::move(scan), [&](std::exception_ptr failure, found_reports gave) {
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

/// Waits for what the source finds next, and lets `act` happen once while it waits.
template <class Act>
found_reports next_while(source_rig& rig, Act act)
{
    bool acted = false;
    return drive(rig, rig.source->next(), [&] {
        if (!std::exchange(acted, true))
            act();
    });
}

/// As next_while(), turning the clock over the time it takes to settle.
template <class Act>
found_reports next_and_settle(source_rig& rig, Act act)
{
    bool acted = false;
    found_reports scan;
    while (scan.ready.empty())
        scan = drive(rig, rig.source->next(), [&] {
            if (!std::exchange(acted, true))
                act();
            rig.turn_clock();
        });
    return scan;
}

/// One scheduled scan, turning the clock over the time it takes to settle.
inline found_reports first_scan(source_rig& rig)
{
    return drive(rig, rig.source->next(), [&] { rig.turn_clock(); });
}

}  // namespace defectd::source_tests

#endif
