#include "disk.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include "figures.hpp"

namespace defectd::bench {
namespace {

constexpr int syncs_measured = 200;

[[noreturn]] void throw_errno(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

scratch_folder::scratch_folder(const std::string& parent)
    : path_(std::filesystem::absolute(parent).lexically_normal() / "bench.XXXXXX")
{
    if (::mkdtemp(path_.data()) == nullptr)
        throw_errno("cannot make a folder in " + parent);
}

scratch_folder::~scratch_folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string scratch_folder::file(std::string_view name) const
{
    return path_ + "/" + std::string(name);
}

sync_latency measure_syncs(const scratch_folder& folder)
{
    const int descriptor = ::open(folder.file("syncs").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    std::vector<double> milliseconds;
    for (int i = 0; i < syncs_measured; ++i) {
        const auto began = std::chrono::steady_clock::now();
        if (::write(descriptor, page.data(), page.size()) < 0 || ::fdatasync(descriptor) != 0)
            throw_errno("fdatasync in " + folder.path());
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
        milliseconds.push_back(took.count());
    }
    ::close(descriptor);
    return {quantile(milliseconds, 0.5), quantile(milliseconds, 0.99)};
}

}  // namespace defectd::bench
