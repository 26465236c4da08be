// Randomness as an interface: the kernel's in the daemon, a generator with a fixed seed in tests.
#ifndef DEFECTD_RUNTIME_RANDOM_HPP
#define DEFECTD_RUNTIME_RANDOM_HPP

#include <cstddef>
#include <memory>
#include <string>

namespace defectd {

/// Used by one thread at a time.
class random_source {
public:
    virtual ~random_source() = default;

    /// Returns a number uniform in [0, 1), for the jitter of retries.  It may be predictable.
    [[nodiscard]] virtual double unit() = 0;

    /// Returns `count` unpredictable bytes, fit for keys and ids.  Throws std::system_error when the kernel has none.
    [[nodiscard]] virtual std::string bytes(std::size_t count) = 0;
};

/// Returns the source that reads the kernel's random numbers (getrandom).
[[nodiscard]] std::unique_ptr<random_source> make_system_random();

}  // namespace defectd

#endif
