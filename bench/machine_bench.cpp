// The machine the figures come from, and how long its disk takes to confirm a write.
//
//     machine_bench [FOLDER]
//
// FOLDER (default: the present one) lies on the disk to measure.
#include <boost/version.hpp>
#include <csv.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/utsname.h>

#include <fstream>
#include <thread>

#include "defectd/store/sqlite.hpp"
#include "disk.hpp"
#include "figures.hpp"

namespace {

using namespace defectd::bench;

/// The first "model name" of /proc/cpuinfo.
std::string processor_model()
{
    std::ifstream described("/proc/cpuinfo");
    for (std::string line; std::getline(described, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown processor";
}

std::string library_versions()
{
    return fmt::format("Boost {}.{}.{}, SQLite {}, OpenSSL {}, libcsv {}.{}.{}", BOOST_VERSION / 100'000,
                       BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100, defectd::sqlite_version(),
                       OpenSSL_version(OPENSSL_VERSION_STRING), CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
}

void describe_machine(const std::vector<std::string>& arguments)
{
    ::utsname system{};
    ::uname(&system);
    print_figure("cores", fmt::format("{} ({})", std::thread::hardware_concurrency(), processor_model()));
    print_figure("kernel", fmt::format("{} {} {}", system.sysname, system.release, system.machine));
    print_figure("compiler", "GCC " __VERSION__);
    print_figure("libraries", library_versions());
    const scratch_folder folder(arguments.empty() ? "." : arguments.front());
    const sync_latency syncs = measure_syncs(folder);
    print_figure("fdatasync of 4 KiB", fmt::format("p50 {:.2f} ms, p99 {:.2f} ms", syncs.p50, syncs.p99));
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(describe_machine, argument_count, arguments);
}
