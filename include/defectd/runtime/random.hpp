// Randomness, passed in: the kernel's in the daemon, a seeded one in tests.
#ifndef DEFECTD_RUNTIME_RANDOM_HPP
#define DEFECTD_RUNTIME_RANDOM_HPP

#include <cstddef>
#include <memory>
#include <string>

namespace defectd {

class random_source {
public:
    virtual ~random_source() = default;

    /// Uniform in [0, 1), for jitter.
    [[nodiscard]] virtual double unit() = 0;

    /// `count` unpredictable bytes, fit for keys.
    [[nodiscard]] virtual std::string bytes(std::size_t count) = 0;
};

[[nodiscard]] std::unique_ptr<random_source> make_system_random();

}  // namespace defectd

#endif
