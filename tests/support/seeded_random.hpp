// Randomness that is the same in every run.
#ifndef DEFECTD_TESTS_SUPPORT_SEEDED_RANDOM_HPP
#define DEFECTD_TESTS_SUPPORT_SEEDED_RANDOM_HPP

#include <cstdint>
#include <random>

#include "defectd/runtime/random.hpp"

namespace defectd {

class seeded_random final : public random_source {
public:
    explicit seeded_random(std::uint64_t seed = 1) : engine_(seed) {}

    [[nodiscard]] double unit() override { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }

    [[nodiscard]] std::string bytes(std::size_t count) override
    {
        std::string out(count, '\0');
        for (char& each : out)
            each = static_cast<char>(engine_() & 0xFFU);
        return out;
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace defectd

#endif
