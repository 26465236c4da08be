// How many files and sockets the process may have open, and how its parts share them.
#ifndef DEFECTD_APP_DESCRIPTORS_HPP
#define DEFECTD_APP_DESCRIPTORS_HPP

#include <cstddef>

#include "defectd/runtime/resolver.hpp"

namespace defectd {

/// Raises the limit of open files to what the system allows this process, and returns what holds then.
std::size_t raise_descriptor_limit();

/// Bounds that together leave room for the store, the reports, the log and the admin socket.
struct descriptor_shares {
    int deliveries_in_flight;      ///< at most a third of all
    std::size_t idle_connections;  ///< a half of all, or a quarter where the rest needs more
    lookup_bounds lookups;
};

/// @param wanted_in_flight  limits.deliveries_in_flight
[[nodiscard]] descriptor_shares shares_of(std::size_t limit, int wanted_in_flight);

}  // namespace defectd

#endif
