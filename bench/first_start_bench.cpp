// How long the first start on a folder of old reports takes, and how long a new report then waits.
//
//     first_start_bench DEFECTD [FOLDER [FILES...]]
//
// DEFECTD is the program.  Reports an hour and more old lie in the folder before it starts for the first time;
// the newest of them is the baseline.  A new report is put in place as soon as the baseline is told.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "arrivals.hpp"
#include "disk.hpp"
#include "figures.hpp"
#include "receiver.hpp"

namespace {

namespace fs = std::filesystem;
using namespace defectd::bench;
using std::chrono::steady_clock;
using seconds = std::chrono::duration<double>;

constexpr seconds max{1};

void put_old_reports(const std::string& folder, int files)
{
    fs::create_directory(folder);
    const auto newest = fs::file_time_type::clock::now() - std::chrono::hours{1};
    const std::string text = report_with(1);
    for (int file = 0; file < files; ++file) {
        const std::string path = fmt::format("{}/old-{:06}.csv", folder, file);
        std::ofstream(path) << text;
        fs::last_write_time(path, newest - std::chrono::seconds{file});
    }
}

void measure_start(const std::string& program, const std::string& on_disk, int files)
{
    show_progress(fmt::format("first start, {} old files", files));
    const scratch_folder folder(on_disk);
    put_old_reports(folder.file("reports"), files);
    arrivals seen;
    const receiver target([&seen] { seen.note(); });
    const auto started_at = steady_clock::now();
    const watched_daemon daemon(program, folder, target.port());
    const seconds to_baseline = seen.next(daemon) - started_at;

    daemon.prepare("new.csv", report_with(2));
    const auto put_at = steady_clock::now();
    daemon.put_in_place("new.csv");
    const seconds waited = seen.next(daemon) - put_at;
    print_figure(fmt::format("first start on {} old files", files),
                 fmt::format("baseline told after {:.2f} s", to_baseline.count()));
    print_figure("a new report then, to the first byte", fmt::format("{:.3f} s", waited.count()),
                 fmt::format("<= {:.0f} s", max.count()), holds_or_not(waited <= max));
}

void measure_starts(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        throw std::invalid_argument("usage: first_start_bench DEFECTD [FOLDER [FILES...]]");
    std::vector<int> counts;
    for (std::size_t i = 2; i < arguments.size(); ++i)
        counts.push_back(std::stoi(arguments[i]));
    if (counts.empty())
        counts = {100, 1'000, 20'000};
    for (const int files : counts)
        measure_start(arguments[0], arguments.size() > 1 ? arguments[1] : ".", files);
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_starts, argument_count, arguments);
}
