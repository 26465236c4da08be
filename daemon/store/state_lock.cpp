#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "defectd/store/sqlite.hpp"

namespace defectd {
namespace {

std::string error_text(int error)
{
    return std::generic_category().message(error);
}

void make_directory(const std::string& path)
{
    struct ::stat status {};
    if (::stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode))
        throw store_error{
            store_fault::io,
            fmt::format("{}: is no folder; name another state_directory, or move the file away", path)};
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        throw store_error{store_fault::no_access,
                          fmt::format("{}: the state directory cannot be made ({}); make it, or name another "
                                      "state_directory",
                                      path, error_text(errno))};
}

int open_lock_file(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        throw store_error{
            store_fault::no_access,
            fmt::format("{}: cannot be opened for writing ({}); give the user that runs defectd "
                        "read and write permission on the state directory",
                        path, error_text(errno))};
    return descriptor;
}

/// "process 123", or "another process" while it has not written its number yet.
std::string holder_of(int descriptor)
{
    std::array<char, 32> bytes{};
    const ssize_t length = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    const std::string_view text(bytes.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    return digits.empty() ? "another process" : fmt::format("process {}", digits);
}

/// Best effort: a full disk must not keep the daemon from starting, and the lock holds without it.
void write_own_pid(int descriptor)
{
    const std::string line = fmt::format("{}\n", ::getpid());
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(::pwrite(descriptor, line.data(), line.size(), 0) == 0);
}

[[noreturn]] void refuse(const std::string& path, int descriptor, int error)
{
    const std::string holder = holder_of(descriptor);
    ::close(descriptor);
    if (error == EWOULDBLOCK)
        throw store_error{store_fault::locked,
                          fmt::format("{}: {} holds the state directory; only one defectd can work in it. "
                                      "End that one, or name another state_directory",
                                      path, holder)};
    throw store_error{store_fault::no_access,
                      fmt::format("{}: cannot be locked ({}); put the state directory on a local file system",
                                  path, error_text(error))};
}

}  // namespace

state_lock::state_lock(const std::string& state_directory)
{
    make_directory(state_directory);
    const std::string path = state_directory + "/lock";
    const int descriptor = open_lock_file(path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        refuse(path, descriptor, errno);
    write_own_pid(descriptor);
    descriptor_ = descriptor;
}

state_lock::~state_lock()
{
    ::close(descriptor_);
}

}  // namespace defectd
