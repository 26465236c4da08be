// The check for errors in the program itself, in release builds too.
//
// A failed check ends the process with SIGABRT.  systemd restarts it, and the store is as of the last commit.  Faults
// of the input are a result<T, E>, and faults of the environment are exceptions (base/result.hpp).
#ifndef DEFECTD_BASE_ASSERT_HPP
#define DEFECTD_BASE_ASSERT_HPP

namespace defectd {

/// Writes the expression and its place to stderr and aborts.  Called by DEFECTD_ASSERT only.
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace defectd

/// Evaluates `expression` once, in every build, and ends the process when it is false.
#define DEFECTD_ASSERT(expression) \
    ((expression) ? static_cast<void>(0) : ::defectd::assertion_failed(#expression, __FILE__, __LINE__))

#endif
