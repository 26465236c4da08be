// Durable deliveries per second, next to a bare Beast loop that posts the same body without a store.
//
//     delivery_bench [FOLDER [DELIVERIES [ROUNDS [CONCURRENCY]]]]
//
// Both use one thread of network work and CONCURRENCY keep-alive connections to one receiver, in turn: bare, durable,
// bare, durable …  A round gives a ratio; the median of the ratios is judged.  FOLDER lies on the disk to measure.
#include <fmt/format.h>

#include "disk.hpp"
#include "figures.hpp"
#include "outbox.hpp"
#include "post_loop.hpp"
#include "receiver.hpp"

namespace {

using namespace defectd::bench;

constexpr double least_ratio = 0.35;

void measure_deliveries(const std::vector<std::string>& arguments)
{
    const auto number = [&arguments](std::size_t at, int usual) {
        return arguments.size() > at ? std::stoi(arguments[at]) : usual;
    };
    const scratch_folder folder(arguments.empty() ? "." : arguments.front());
    const int deliveries = number(1, 20'000);
    const int rounds = number(2, 5);
    const int concurrency = number(3, 64);
    const std::string body = usual_body();
    const receiver target;

    std::vector<double> bare;
    std::vector<double> durable;
    std::vector<double> ratios;
    for (int round = 1; round <= rounds; ++round) {
        show_progress(fmt::format("deliveries, round {} of {}", round, rounds));
        full_outbox outbox(folder.file(fmt::format("{}.db", round)),
                           {.subscribers = 1, .events = deliveries, .slots = concurrency}, target.port());
        bare.push_back(bare_posts_per_second(target.port(), concurrency, deliveries, body));
        durable.push_back(outbox.deliveries_per_second());
        ratios.push_back(durable.back() / bare.back());
    }

    const double ratio = quantile(ratios, 0.5);
    print_figure("bare Beast posts", fmt::format("{:.0f}/s", quantile(bare, 0.5)));
    print_figure(
        fmt::format("durable deliveries ({} x {} B, {} at once)", deliveries, body.size(), concurrency),
        fmt::format("{:.0f}/s", quantile(durable, 0.5)));
    print_figure("durable / bare",
                 fmt::format("{:.2f} ({:.2f} to {:.2f})", ratio, quantile(ratios, 0), quantile(ratios, 1)),
                 fmt::format(">= {:.2f}", least_ratio), holds_or_not(ratio >= least_ratio));
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_deliveries, argument_count, arguments);
}
