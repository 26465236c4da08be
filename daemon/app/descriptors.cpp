#include "descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace defectd {
namespace {

/// The soft limit of most systems, assumed when the real one cannot be read.
constexpr std::size_t usual_limit = 1024;

/// For the store, the reports, the log and the admin socket.
constexpr std::size_t reserved = 128;

/// Bounds the memory of connections at rest where the system sets no limit.
constexpr std::size_t max_idle_connections = 32768;

}  // namespace

std::size_t raise_descriptor_limit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return usual_limit;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before;
}

descriptor_shares shares_of(std::size_t limit, int wanted_in_flight)
{
    descriptor_shares shares{};
    // Each part has a share even under a low limit, since a part without descriptors could not work at all.
    const std::size_t in_flight =
        std::min(static_cast<std::size_t>(wanted_in_flight), std::max<std::size_t>(limit / 3, 1));
    shares.deliveries_in_flight = static_cast<int>(in_flight);
    const lookup_bounds usual;
    shares.lookups.any = std::clamp<std::size_t>(limit / 16, 8, usual.any);
    shares.lookups.prompt = std::min(shares.lookups.any, usual.prompt);
    const std::size_t taken =
        in_flight + shares.lookups.any + shares.lookups.prompt + std::min(reserved, limit / 4);
    // Idle connections get what is left.  They are closed when descriptors run short, so that their share may be large.
    const std::size_t left = limit - std::min(limit, taken);
    shares.idle_connections = std::min(std::clamp(left, limit / 4, limit / 2), max_idle_connections);
    return shares;
}

}  // namespace defectd
