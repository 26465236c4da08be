// What a delivery costs the daemon's processor, by the number of subscribers that have something due.
//
//     growth_bench [FOLDER [DELIVERIES [SUBSCRIBERS...]]]
//
// The receiver is a process of its own, so what this one uses is what the daemon would: the loop's thread and the
// store's.  Each subscriber has its own connections.  The first deliveries of each make them and are told apart; what
// is compared are DELIVERIES over connections that are kept.  FOLDER lies on the disk to measure.
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>

#include "disk.hpp"
#include "figures.hpp"
#include "outbox.hpp"
#include "receiver.hpp"

namespace {

using namespace defectd::bench;

constexpr double max_growth = 1.3;
constexpr int slots = 256;
constexpr int least_due = 100;       // for each subscriber at the begin
constexpr int first_deliveries = 3;  // of each subscriber; from then on its connections are kept

void allow_many_descriptors()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Answers in a process that ends with this one; gives its port.
std::uint16_t serve_in_child()
{
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0)
        throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child < 0)
        throw std::runtime_error("no process for the receiver");
    std::uint16_t port = 0;
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const receiver target;
        port = target.port();
        if (::write(ends[1], &port, sizeof port) != sizeof port)
            ::_exit(1);
        for (;;)
            ::pause();
    }
    if (::read(ends[0], &port, sizeof port) != sizeof port)
        throw std::runtime_error("the receiver did not start");
    ::close(ends[0]);
    ::close(ends[1]);
    return port;
}

/// Used by all threads of this process so far.
double processor_microseconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto microseconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return microseconds(used.ru_utime) + microseconds(used.ru_stime);
}

/// Microseconds a delivery.
struct cost {
    double connecting = 0;
    double stored = 0;
};

cost cost_of(const std::string& database, int subscribers, int deliveries, std::uint16_t port)
{
    const int first = std::max(first_deliveries * subscribers, slots);
    const int events = std::max(least_due, (first + deliveries) / subscribers + first_deliveries);
    full_outbox outbox(database, {.subscribers = subscribers, .events = events, .slots = slots}, port);
    const double before = processor_microseconds();
    double connected = 0;
    double after = 0;
    outbox.deliver_while([&](int answers) {
        if (answers == first)
            connected = processor_microseconds();
        if (answers == first + deliveries)
            after = processor_microseconds();
        return answers < first + deliveries;
    });
    return {(connected - before) / first, (after - connected) / deliveries};
}

void measure_growth(const std::vector<std::string>& arguments)
{
    std::vector<int> counts;
    for (std::size_t i = 2; i < arguments.size(); ++i)
        counts.push_back(std::stoi(arguments[i]));
    if (counts.empty())
        counts = {1, 100, 1'000, 10'000};
    const int deliveries = arguments.size() > 1 ? std::stoi(arguments[1]) : 60'000;
    allow_many_descriptors();
    const std::uint16_t port = serve_in_child();
    const scratch_folder folder(arguments.empty() ? "." : arguments.front());

    std::vector<double> stored;
    for (const int subscribers : counts) {
        show_progress(fmt::format("deliveries to {} subscribers", subscribers));
        const cost each =
            cost_of(folder.file(fmt::format("{}.db", subscribers)), subscribers, deliveries, port);
        stored.push_back(each.stored);
        print_figure(fmt::format("processor a delivery, {} subscribers", subscribers),
                     fmt::format("{:.1f} us; while connecting {:.1f} us", each.stored, each.connecting));
    }
    const double growth = *std::ranges::max_element(stored) / stored.front();
    print_figure(fmt::format("growth, {} to {} subscribers", counts.front(), counts.back()),
                 fmt::format("x {:.2f}", growth), fmt::format("<= {:.1f}", max_growth),
                 holds_or_not(growth <= max_growth));
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_growth, argument_count, arguments);
}
