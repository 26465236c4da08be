// How a benchmark says what it measured: rows for the one table of bench/run, progress for a person.
#ifndef DEFECTD_BENCH_FIGURES_HPP
#define DEFECTD_BENCH_FIGURES_HPP

#include <string>
#include <string_view>
#include <vector>

namespace defectd::bench {

/// What a figure has to reach.
enum class judgement { none, pass, fail };

[[nodiscard]] inline judgement holds_or_not(bool holds)
{
    return holds ? judgement::pass : judgement::fail;
}

/// A row on stdout, its cells parted by tabs: "name  figure  limit  PASS".
void print_figure(std::string_view name, std::string_view figure, std::string_view limit = "",
                  judgement reached = judgement::none);

/// Says on stderr what is being done, in place of what it said before; nothing when stderr is not a terminal.
void show_progress(std::string_view doing);

/// The value below which `share` (0 … 1) of the values lie.  @pre there are values
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// What main() returns after `measure(arguments)`: 1 and the reason on stderr when it throws.
[[nodiscard]] int run_benchmark(void (*measure)(const std::vector<std::string>&), int argument_count,
                                char** arguments);

}  // namespace defectd::bench

#endif
