// The resolver with its outside parts passed in, for tests.
#ifndef DEFECTD_RUNTIME_RESOLVER_PARTS_HPP
#define DEFECTD_RUNTIME_RESOLVER_PARTS_HPP

#include <chrono>
#include <functional>
#include <memory>

#include "defectd/runtime/resolver.hpp"
#include "lookup_threads.hpp"

namespace defectd {

struct resolver_parts {
    std::size_t threads = 8;
    lookup_function look_up;
    std::function<std::chrono::steady_clock::time_point()> steady_now;
};

/// So many look-ups of one asker are under way at the same time; its others wait.
inline constexpr std::size_t most_lookups_an_asker = 2;

/// At most this many answers are kept.
inline constexpr std::size_t most_kept_answers = 1024;

[[nodiscard]] std::unique_ptr<resolver> make_resolver(const asio::any_io_executor& loop,
                                                      resolver_parts parts);

}  // namespace defectd

#endif
