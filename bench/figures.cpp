#include "figures.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace defectd::bench {
namespace {

std::string_view word_for(judgement reached)
{
    switch (reached) {
    case judgement::none: return "";
    case judgement::pass: return "PASS";
    case judgement::fail: return "FAIL";
    }
    return "";
}

}  // namespace

void print_figure(std::string_view name, std::string_view figure, std::string_view limit, judgement reached)
{
    show_progress("");
    fmt::print("{}\t{}\t{}\t{}\n", name, figure, limit, word_for(reached));
    std::fflush(stdout);
}

void show_progress(std::string_view doing)
{
    if (::isatty(STDERR_FILENO) == 1)
        fmt::print(stderr, "\r\x1b[K{}", doing);
}

double quantile(std::vector<double> values, double share)
{
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::min(rank, values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

int run_benchmark(void (*measure)(const std::vector<std::string>&), int argument_count, char** arguments)
{
    try {
        measure({arguments + 1, arguments + argument_count});
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        show_progress("");
        fmt::print(stderr, "{}: {}\n", arguments[0], error.what());
        return EXIT_FAILURE;
    }
}

}  // namespace defectd::bench
