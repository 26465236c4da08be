// What reading a report costs, next to what libcsv alone needs for the same bytes.
//
// Makes a wide report of N rows (1,000,000 unless given) in memory, once with 1 % and once with 100 % of the
// rows flagged, and prints the best of five runs each.  One thread, no I/O.  Build with -O2.
#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "defectd/report/read.hpp"

namespace {

using defectd::read_report;

class text_source final : public defectd::byte_source {
public:
    explicit text_source(std::string_view text) : left_(text) {}

    std::size_t read(std::span<char> into) override
    {
        const std::size_t size = std::min(into.size(), left_.size());
        std::memcpy(into.data(), left_.data(), size);
        left_.remove_prefix(size);
        return size;
    }

private:
    std::string_view left_;
};

std::string make_report(int rows, int flagged_percent)
{
    std::string text = "Order ID,Order date,Fulfilled by,Pre-fulfillment cancellation,Late shipment,Negative feedback,"
                       "A-to-z Guarantee claim,Chargeback claim\r\n";
    for (int row = 0; row < rows; ++row) {
        const bool flagged = row * 37LL % 100 < flagged_percent;
        const long long serial = row * 7'919LL % 10'000'000;
        text += fmt::format("114-{:07}-{:07},2026-{:02}-{:02},Seller,,,{},{},\r\n", serial, row % 10'000'000,
                            9 + row % 2, 1 + row % 28, flagged && row % 2 == 0 ? "X" : "",
                            flagged && row % 2 == 1 ? "X" : "");
    }
    return text;
}

void ignore_cell(void* /*text*/, std::size_t /*size*/, void* /*none*/) {}
void ignore_row(int /*terminator*/, void* /*none*/) {}

void parse_with_libcsv(std::string_view text)
{
    constexpr std::size_t piece = std::size_t{64} << 10U;
    csv_parser parser;
    csv_init(&parser, 0);
    for (std::size_t at = 0; at < text.size(); at += piece)
        csv_parse(&parser, text.data() + at, std::min(piece, text.size() - at), ignore_cell, ignore_row, nullptr);
    csv_fini(&parser, ignore_cell, ignore_row, nullptr);
    csv_free(&parser);
}

std::size_t read_defects(std::string_view text)
{
    text_source source(text);
    defectd::reading_rules rules;
    rules.of = {"bench", "ATVPDKIKX0DER", defectd::fulfillment::mfn};
    const auto all = read_report(source, rules, {});
    if (all.has_error()) {
        fmt::print(stderr, "refused: {}\n", all.error().message);
        std::exit(1);
    }
    return all->read.defects.size();
}

template <class Work>
double best_seconds(Work work)
{
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        best = std::min(best, took.count());
    }
    return best;
}

void measure(int rows, int flagged_percent)
{
    const std::string text = make_report(rows, flagged_percent);
    std::size_t defects = 0;
    const double alone = best_seconds([&] { parse_with_libcsv(text); });
    const double reading = best_seconds([&] { defects = read_defects(text); });
    fmt::print("{} rows, {} bytes, {} % flagged ({} defects)\n", rows, text.size(), flagged_percent, defects);
    fmt::print("  libcsv alone  {:7.3f} s  {:>11.0f} rows/s\n", alone, rows / alone);
    fmt::print("  read_report   {:7.3f} s  {:>11.0f} rows/s  {:.2f} x libcsv\n", reading, rows / reading,
               reading / alone);
}

}  // namespace

int main(int argument_count, char** arguments)
{
    const int rows = argument_count > 1 ? std::atoi(arguments[1]) : 1'000'000;
    for (const int flagged_percent : {1, 100})
        measure(rows, flagged_percent);
}
