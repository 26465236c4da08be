#include "defectd/source/report_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "file_status.hpp"

namespace defectd {
namespace {

/// Throws std::system_error for the error number, with `what` before its text.
[[noreturn]] void throw_errno(int code, const std::string& what)
{
    throw std::system_error(code, std::generic_category(), what);
}

/// Returns the status of an open file.  Throws std::system_error that names the path.
struct ::stat status_of(int descriptor, const std::string& path)
{
    struct ::stat status {};
    if (::fstat(descriptor, &status) != 0)
        throw_errno(errno, "cannot get the status of " + path);
    return status;
}

}  // namespace

report_file::report_file(const std::string& path) : path_(path)
{
    // O_NONBLOCK: opening a pipe would otherwise wait for its writer.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor_ < 0)
        throw_errno(errno, "cannot open " + path);
    const struct ::stat status = status_of(descriptor_, path_);
    if (!S_ISREG(status.st_mode)) {
        // The destructor does not run for an object whose constructor throws.
        ::close(descriptor_);
        throw_errno(S_ISDIR(status.st_mode) ? EISDIR : EINVAL, path + " is not a regular file");
    }
}

report_file::~report_file()
{
    ::close(descriptor_);
}

std::size_t report_file::read(std::span<char> into)
{
    for (;;) {
        const ssize_t count = ::read(descriptor_, into.data(), into.size());
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            throw_errno(errno, "cannot read " + path_);
    }
}

file_mark report_file::mark() const
{
    return mark_of(status_of(descriptor_, path_));
}

}  // namespace defectd
