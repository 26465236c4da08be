// What it costs to read and compare an unchanged report, next to what libcsv alone needs for the same bytes.
//
//     report_bench [ROWS [ROUNDS]]
//
// A first report of ROWS rows (1,000,000 unless given) makes the snapshot; then the same rows in another order are
// parsed by libcsv alone and, in turn, read and compared by defectd.  Once with 1 % and once with 100 % of the rows
// flagged.  A round gives a ratio; the median of the ratios is judged.  One thread, no I/O.
#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <random>
#include <stdexcept>

#include "defectd/report/read.hpp"
#include "figures.hpp"

namespace {

using namespace defectd;
using namespace defectd::bench;

constexpr double least_ratio = 0.4;
constexpr int judged_percent = 1;
const report_scope bench_scope{"bench", "ATVPDKIKX0DER", fulfillment::mfn};
/// Every order of the report lies inside the window of this day or after it.
const timestamp report_time = std::chrono::sys_days{std::chrono::year{2026} / 11 / 10};

class text_source final : public byte_source {
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

std::vector<std::string> make_rows(int count, int flagged_percent)
{
    std::vector<std::string> rows;
    for (int row = 0; row < count; ++row) {
        const bool flagged = row * 37LL % 100 < flagged_percent;
        const long long serial = row * 7'919LL % 10'000'000;
        rows.push_back(fmt::format("114-{:07}-{:07},2026-{:02}-{:02},Seller,,,{},{},\r\n", serial,
                                   row % 10'000'000, 9 + row % 2, 1 + row % 28,
                                   flagged && row % 2 == 0 ? "X" : "", flagged && row % 2 == 1 ? "X" : ""));
    }
    return rows;
}

std::string make_report(const std::vector<std::string>& rows)
{
    std::string text =
        "Order ID,Order date,Fulfilled by,Pre-fulfillment cancellation,Late shipment,Negative feedback,"
        "A-to-z Guarantee claim,Chargeback claim\r\n";
    for (const std::string& row : rows)
        text += row;
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
        csv_parse(&parser, text.data() + at, std::min(piece, text.size() - at), ignore_cell, ignore_row,
                  nullptr);
    csv_fini(&parser, ignore_cell, ignore_row, nullptr);
    csv_free(&parser);
}

report read_text(std::string_view text)
{
    text_source source(text);
    reading_rules rules;
    rules.scope = bench_scope;
    auto all = read_report(source, rules, {.time = report_time, .collected_at = report_time});
    if (!all)
        throw std::runtime_error("the report was refused: " + all.error().message);
    return std::move(all->read);
}

changes compare(const snapshot& before, const report& current)
{
    return diff(before, current, {.scope_channel = bench_scope.channel, .window = {}, .quarantine = {}},
                report_time);
}

snapshot snapshot_of(const report& first)
{
    changes baseline = compare({}, first);
    return {.state = baseline.state, .defects = std::move(baseline.rows)};
}

template <class Work>
double seconds_for(Work work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

struct timings {
    std::vector<double> alone;
    std::vector<double> reading;
    std::vector<double> comparing;
    std::vector<double> ratios;
};

timings measure_rounds(const snapshot& before, std::string_view text, int rounds)
{
    timings all;
    for (int round = 0; round < rounds; ++round) {
        report current;
        changes found;
        all.alone.push_back(seconds_for([&] { parse_with_libcsv(text); }));
        all.reading.push_back(seconds_for([&] { current = read_text(text); }));
        all.comparing.push_back(seconds_for([&] { found = compare(before, current); }));
        all.ratios.push_back(all.alone.back() / (all.reading.back() + all.comparing.back()));
        if (!found.changed.empty() || !found.rows.empty())
            throw std::runtime_error("the same rows in another order look like a change");
    }
    return all;
}

void measure(int row_count, int flagged_percent, int rounds)
{
    show_progress(fmt::format("reports, {} % flagged", flagged_percent));
    std::vector<std::string> rows = make_rows(row_count, flagged_percent);
    const snapshot before = snapshot_of(read_text(make_report(rows)));
    std::ranges::shuffle(rows, std::minstd_rand(1));
    const std::string text = make_report(rows);
    const timings all = measure_rounds(before, text, rounds);

    const double ratio = quantile(all.ratios, 0.5);
    const bool is_judged = flagged_percent == judged_percent;
    const auto figure = [&](std::string_view name, const std::vector<double>& seconds) {
        const double usual = quantile(seconds, 0.5);
        print_figure(
            fmt::format("{}, {} rows, {} % flagged", name, row_count, flagged_percent),
            fmt::format("{:.3f} s, {:.0f} MB/s", usual, static_cast<double>(text.size()) / usual / 1e6));
    };
    figure("libcsv alone", all.alone);
    figure("read_report", all.reading);
    figure("diff", all.comparing);
    print_figure(
        fmt::format("libcsv / (read + diff), {} % flagged", flagged_percent),
        fmt::format("{:.2f} ({:.2f} to {:.2f})", ratio, quantile(all.ratios, 0), quantile(all.ratios, 1)),
        is_judged ? fmt::format(">= {:.2f}", least_ratio) : "",
        is_judged ? holds_or_not(ratio >= least_ratio) : judgement::none);
}

void measure_reports(const std::vector<std::string>& arguments)
{
    const int rows = arguments.empty() ? 1'000'000 : std::stoi(arguments[0]);
    const int rounds = arguments.size() > 1 ? std::stoi(arguments[1]) : 7;
    for (const int flagged_percent : {judged_percent, 100})
        measure(rows, flagged_percent, rounds);
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_reports, argument_count, arguments);
}
