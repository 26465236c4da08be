// What a report with one new defect costs, in addition to reading the file, when the given number is already open.
//
//     collection_bench [FOLDER]
//
// Makes its databases in a new folder under FOLDER (default: the present one) and removes them.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "defectd/collect/plan.hpp"
#include "defectd/store/sqlite.hpp"
#include "disk.hpp"
#include "figures.hpp"

namespace {

using namespace defectd;
using namespace defectd::bench;
using std::chrono::steady_clock;

constexpr int rounds = 7;
constexpr int default_limit = 50'000;  // limits.report_defects
constexpr double max_milliseconds = 15;
constexpr timestamp start{std::chrono::milliseconds{1'700'000'000'000}};
const report_scope us_mfn{"acme", "ATVPDKIKX0DER", fulfillment::mfn};

double milliseconds_since(steady_clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

double resident_mebibytes()
{
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1U << 20U);
}

report report_of(int defects)
{
    report current;
    current.sha256 = std::string(64, 'a');
    current.time = start;
    current.collected_at = start;
    current.rows = static_cast<std::uint64_t>(defects);
    current.covers.set();
    for (int i = 0; i < defects; ++i)
        current.defects.push_back({{fmt::format("114-{:07}-{:07}", i / 1000, i), defect_type::a_to_z_claim},
                                   date_of(start) - std::chrono::days{40},
                                   "X",
                                   fulfillment::mfn});
    return current;
}

/// In milliseconds.
struct collection_times {
    std::vector<double> load;   ///< the whole snapshot, from the database
    std::vector<double> check;  ///< whether what is held is still the store's state
    std::vector<double> compare;
    std::vector<double> commit;
};

collection_plan plan_for(const scope_memory& memory, const report& current)
{
    return plan_good_report(memory, current, {"acme", us_mfn, {}, {}, {}}, {}, quarantine_release::by_rule,
                            {}, start);
}

void commit_or_stop(store& db, const collection_plan& plan)
{
    if (!db.commit_collection(plan.commit))
        throw std::runtime_error("the bench commits against the wrong version");
    while (db.write_out(us_mfn)) {
    }
}

void measure_round(store& db, int defects, collection_times& times)
{
    const report current = report_of(defects);
    auto begin = steady_clock::now();
    scope_memory memory = db.load_scope(us_mfn);
    times.load.push_back(milliseconds_since(begin));
    begin = steady_clock::now();
    static_cast<void>(db.load_scope_record(us_mfn));
    times.check.push_back(milliseconds_since(begin));
    begin = steady_clock::now();
    const collection_plan plan = plan_for(memory, current);
    times.compare.push_back(milliseconds_since(begin));
    begin = steady_clock::now();
    commit_or_stop(db, plan);
    times.commit.push_back(milliseconds_since(begin));
}

void measure_growth(const scratch_folder& folder, int open)
{
    const auto db = open_sqlite_store(folder.file(fmt::format("open{}.db", open)));
    commit_or_stop(*db, plan_for(db->load_scope(us_mfn), report_of(open)));
    collection_times times;
    for (int i = 1; i <= rounds; ++i)
        measure_round(*db, open + i, times);
    const double held =
        quantile(times.check, 0.5) + quantile(times.compare, 0.5) + quantile(times.commit, 0.5);
    const bool is_judged = open == default_limit;
    print_figure(fmt::format("{} open, one new: the snapshot is held", open),
                 fmt::format("{:.1f} ms: compare {:.1f}, commit {:.1f}", held, quantile(times.compare, 0.5),
                             quantile(times.commit, 0.5)),
                 is_judged ? fmt::format("<= {:.0f} ms", max_milliseconds) : "",
                 is_judged ? holds_or_not(held <= max_milliseconds) : judgement::none);
    print_figure(
        fmt::format("{} open: the snapshot is read first", open),
        fmt::format("{:.1f} ms more; {:.0f} MiB resident", quantile(times.load, 0.5), resident_mebibytes()));
}

void measure_collections(const std::vector<std::string>& arguments)
{
    const scratch_folder folder(arguments.empty() ? "." : arguments.front());
    for (const int open : {1'000, 10'000, default_limit, 100'000, 1'000'000}) {
        show_progress(fmt::format("{} open defects", open));
        measure_growth(folder, open);
    }
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_collections, argument_count, arguments);
}
