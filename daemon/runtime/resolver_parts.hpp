// The resolver with its outside parts passed in.  make_system_resolver() passes the system's; tests pass a look-up
// that answers when they want and a clock that they move.
#ifndef DEFECTD_RUNTIME_RESOLVER_PARTS_HPP
#define DEFECTD_RUNTIME_RESOLVER_PARTS_HPP

#include <chrono>
#include <functional>
#include <memory>

#include "defectd/runtime/resolver.hpp"
#include "lookup_threads.hpp"

namespace defectd {

/// What the resolver gets from outside.  The functions must be callable for as long as its threads run.
struct resolver_parts {
    /// How many look-ups may be under way.
    lookup_bounds bounds;
    /// Called on the resolver's threads; it may block.
    lookup_function look_up;
    /// Monotonic time, for the age of answers.  Called on the loop thread.
    std::function<std::chrono::steady_clock::time_point()> steady_now;
};

/// This many look-ups of one asker are under way at the same time; its others wait.
inline constexpr std::size_t max_lookups_per_asker = 2;

/// At most this many answers are kept, and this many names are known to resolve promptly.
inline constexpr std::size_t max_cached_answers = 1024;
inline constexpr std::size_t max_prompt_names = 16384;

/// A look-up that took longer counts as one that hung, whatever came of it.
inline constexpr std::chrono::seconds max_prompt_lookup{1};

/// Returns a resolver on `loop`; see make_system_resolver() for its rules and its lifetime.
[[nodiscard]] std::unique_ptr<resolver> make_resolver(const asio::any_io_executor& loop,
                                                      resolver_parts parts);

}  // namespace defectd

#endif
