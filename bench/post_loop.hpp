// The yardstick: what a Beast client without store, signing or egress policy reaches on this machine.
#ifndef DEFECTD_BENCH_POST_LOOP_HPP
#define DEFECTD_BENCH_POST_LOOP_HPP

#include <cstdint>
#include <string>

namespace defectd::bench {

/// Posts `body` to 127.0.0.1:`port` `count` times over `connections` keep-alive connections, all on the calling
/// thread, each as fast as its answers come; gives posts per second.  Throws when an answer is not 2xx or a
/// connection breaks: a broken run is not a measurement.
[[nodiscard]] double bare_posts_per_second(std::uint16_t port, int connections, int count,
                                           const std::string& body);

}  // namespace defectd::bench

#endif
