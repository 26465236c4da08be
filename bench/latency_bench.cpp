// From a report put in place to the first byte at the receiver, and what the idle daemon occupies.
//
//     latency_bench DEFECTD [FOLDER [FILES]]
//
// DEFECTD is the program.  Each report holds one new defect; the next is put in place when the one before has been
// told, and a pause later.  FOLDER lies on the disk to measure.
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "arrivals.hpp"
#include "disk.hpp"
#include "figures.hpp"
#include "receiver.hpp"
#include "watched_daemon.hpp"

namespace {

using namespace defectd::bench;
using std::chrono::steady_clock;

constexpr double max_milliseconds = 50;
/// Lets the outcome of the delivery before become durable: a report does not come within milliseconds of another.
constexpr auto pause_between_files = std::chrono::milliseconds{20};

double milliseconds_for(const watched_daemon& daemon, arrivals& seen, int number)
{
    const std::string name = fmt::format("report-{:05}.csv", number);
    daemon.prepare(name, report_with(number));
    const auto put_at = steady_clock::now();
    daemon.put_in_place(name);
    const std::chrono::duration<double, std::milli> took = seen.next(daemon) - put_at;
    std::this_thread::sleep_for(pause_between_files);
    return took.count();
}

void print_memory(std::string_view when, const watched_daemon& daemon)
{
    const double bytes = static_cast<double>(daemon.resident_bytes());
    print_figure(fmt::format("resident memory, idle {}", when),
                 fmt::format("{:.1f} MiB", bytes / (1U << 20U)));
}

void print_latency(const std::vector<double>& milliseconds, const sync_latency& syncs)
{
    const double max = max_milliseconds + syncs.p50;
    const double p99 = quantile(milliseconds, 0.99);
    print_figure(fmt::format("file in place to first byte, {} files", milliseconds.size()),
                 fmt::format("p50 {:.2f} ms, p99 {:.2f} ms, worst {:.2f} ms", quantile(milliseconds, 0.5),
                             p99, quantile(milliseconds, 1)),
                 fmt::format("p99 < {:.2f} ms", max), holds_or_not(p99 < max));
}

void measure_latency(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        throw std::invalid_argument("usage: latency_bench DEFECTD [FOLDER [FILES]]");
    const scratch_folder folder(arguments.size() > 1 ? arguments[1] : ".");
    const int files = arguments.size() > 2 ? std::stoi(arguments[2]) : 300;
    arrivals seen;
    const receiver target([&seen] { seen.note(); });
    const watched_daemon daemon(arguments[0], folder, target.port());

    show_progress("latency, the baseline");
    constexpr int warm_up = 5;
    int number = 1;
    while (number <= warm_up)
        (void)milliseconds_for(daemon, seen, number++);
    print_memory("at the start", daemon);
    std::vector<double> milliseconds;
    while (milliseconds.size() < static_cast<std::size_t>(files)) {
        show_progress(fmt::format("latency, file {} of {}", milliseconds.size() + 1, files));
        milliseconds.push_back(milliseconds_for(daemon, seen, number++));
    }
    print_memory(fmt::format("after {} reports", number - 1), daemon);
    print_latency(milliseconds, measure_syncs(folder));
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_latency, argument_count, arguments);
}
