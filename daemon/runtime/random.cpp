#include "defectd/runtime/random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <cstdint>
#include <random>
#include <system_error>

namespace defectd {
namespace {

/// Fills `into` with the kernel's random bytes; getrandom may be interrupted or return fewer than asked for.
void fill(char* into, std::size_t count)
{
    while (count > 0) {
        const ssize_t got = ::getrandom(into, count, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw std::system_error(errno, std::system_category(), "the kernel provides no random bytes");
        into += got;
        count -= static_cast<std::size_t>(got);
    }
}

/// The kernel's bytes for keys, and a generator that is seeded from them for jitter.
class system_random final : public random_source {
public:
    [[nodiscard]] double unit() override
    {
        return static_cast<double>(jitter_() >> 11U) *
               0x1.0p-53;  // 53 bits: every value is exact, 1.0 is never reached
    }

    [[nodiscard]] std::string bytes(std::size_t count) override
    {
        std::string out(count, '\0');
        fill(out.data(), count);
        return out;
    }

private:
    static std::uint64_t seed()
    {
        std::uint64_t bits = 0;
        fill(reinterpret_cast<char*>(&bits), sizeof bits);
        return bits;
    }

    // Jitter need not be secret, and a system call for every attempt would cost as much as its signature.
    std::mt19937_64 jitter_{seed()};
};

}  // namespace

std::unique_ptr<random_source> make_system_random()
{
    return std::make_unique<system_random>();
}

}  // namespace defectd
