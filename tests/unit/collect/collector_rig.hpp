// A collector over a folder of the test's own.
#ifndef DEFECTD_TESTS_UNIT_COLLECT_COLLECTOR_RIG_HPP
#define DEFECTD_TESTS_UNIT_COLLECT_COLLECTOR_RIG_HPP

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "defectd/collect/collector.hpp"
#include "support/daemon_rig.hpp"
#include "support/temporary_folder.hpp"

namespace defectd::collecting_tests {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

inline const timestamp start = std::chrono::floor<duration>(std::chrono::system_clock::now());

/// A wide report with the first `orders` of an endless list.
inline std::string report_text(int orders)
{
    std::string text = "Order ID,Order Date,Chargeback claim\n";
    for (int i = 0; i < orders; ++i)
        text += "114-0000000-" + std::to_string(1000000 + i) + "," +
                to_iso_date(date_of(start) - std::chrono::days{30}) + ",X\n";
    return text;
}

/// A collector over a folder of the test's own.
struct collector_rig : daemon_rig {
    collector_rig() : daemon_rig({subscriber_named("desk")}, start)
    {
        config.name = "reports";
        config.path = folder.path() + "/*.csv";
        config.account = "acme";
        config.marketplace_id = "ATVPDKIKX0DER";
        config.channel = fulfillment::mfn;
        open();
    }

    /// Forgets what is in memory, as a restart does.
    void open() { open_on(db_worker); }

    /// With another way to the store, which must outlive the collector.
    void open_on(store_worker& worker_of_store)
    {
        common.emplace_back(loop.get_executor(), worker_of_store, clock, [this] { ++notices; });
        collecting = std::make_unique<collector>(
            loop.get_executor(), config,
            cycle_deps{
                clock, log, worker_of_store, reading, subscribers, {}, [this] { ++notices; }, common.back()},
            owners);
    }

    /// A path whose placeholders take the place of the keys.
    void set_path(const std::string& path)
    {
        config.path = path;
        config.account = path.find("{account}") == std::string::npos ? "acme" : "";
        config.marketplace_id = path.find("{marketplace}") == std::string::npos ? "ATVPDKIKX0DER" : "";
        config.channel = fulfillment::mfn;
        if (path.find("{fulfillment}") != std::string::npos)
            config.channel.reset();
        open();
    }

    /// Puts a file in place whose modification time is `age` before the start.
    void put(const std::string& name, const std::string& text, duration age) const
    {
        fs::create_directories(fs::path(folder.file(name)).parent_path());
        std::ofstream(folder.file(name), std::ios::binary) << text;
        fs::last_write_time(folder.file(name), fs::file_time_type::clock::now() - age);
    }

    std::vector<collected_file> collect(collect_request request = {})
    {
        std::vector<collected_file> collected;
        bool ended = false;
        asio::co_spawn(loop, collecting->collect_now(request),
                       [&](std::exception_ptr failure, std::vector<collected_file> files) {
                           CHECK_FALSE(failure);
                           collected = std::move(files);
                           ended = true;
                       });
        drive([&] { return ended; }, [](timestamp) { return true; });
        return collected;
    }

    temporary_folder folder;
    source_config config;
    scope_owners owners;
    std::list<shared_cycle_state> common;  ///< of the collectors so far; the last is the present one's
    int notices = 0;
    std::unique_ptr<collector> collecting;
};

inline std::vector<std::string> event_types(const std::vector<collected_file>& collected)
{
    std::vector<std::string> types;
    for (const collected_file& file : collected)
        for (const event& ev : file.events)
            types.push_back(ev.type);
    return types;
}

using types = std::vector<std::string>;

}  // namespace defectd::collecting_tests

#endif
