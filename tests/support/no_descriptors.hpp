// A process that has no file descriptor left, as long as this lives.
#ifndef DEFECTD_TESTS_SUPPORT_NO_DESCRIPTORS_HPP
#define DEFECTD_TESTS_SUPPORT_NO_DESCRIPTORS_HPP

#include <sys/resource.h>
#include <unistd.h>

namespace defectd {

class no_descriptors {
public:
    no_descriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const int lowest_free = ::dup(STDIN_FILENO);
        ::close(lowest_free);
        const rlimit none{.rlim_cur = static_cast<rlim_t>(lowest_free), .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~no_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    no_descriptors(const no_descriptors&) = delete;
    no_descriptors& operator=(const no_descriptors&) = delete;

private:
    rlimit before_{};
};

}  // namespace defectd

#endif
