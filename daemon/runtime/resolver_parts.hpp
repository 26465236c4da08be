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
    lookup_bounds bounds;
    lookup_function look_up;
    std::function<std::chrono::steady_clock::time_point()> steady_now;
};

/// This many look-ups of one asker are under way at the same time; its others wait.
inline constexpr std::size_t max_lookups_per_asker = 2;

/// At most this many answers are kept, and this many names are known to resolve promptly.
inline constexpr std::size_t max_cached_answers = 1024;
inline constexpr std::size_t max_prompt_names = 16384;

/// A look-up that took longer counts as one that hung, whatever came of it.
inline constexpr std::chrono::seconds max_prompt_lookup{1};

[[nodiscard]] std::unique_ptr<resolver> make_resolver(const asio::any_io_executor& loop,
                                                      resolver_parts parts);

}  // namespace defectd

#endif
