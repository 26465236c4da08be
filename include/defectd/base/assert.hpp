// The check for bugs of our own: always on, ends the process, systemd restarts it.
#ifndef DEFECTD_BASE_ASSERT_HPP
#define DEFECTD_BASE_ASSERT_HPP

namespace defectd {

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace defectd

#define DEFECTD_ASSERT(expression) \
    ((expression) ? static_cast<void>(0) : ::defectd::assertion_failed(#expression, __FILE__, __LINE__))

#endif
