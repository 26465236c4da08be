// Name look-ups on threads of our own.  Asio's resolver is one blocking thread a process: a dead
// name server would stall every subscriber.
#ifndef DEFECTD_RUNTIME_RESOLVER_HPP
#define DEFECTD_RUNTIME_RESOLVER_HPP

#include <memory>
#include <string>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/base/time.hpp"
#include "defectd/runtime/task.hpp"
#include "defectd/webhook/egress.hpp"

namespace defectd {

/// Loop thread only.
class resolver {
public:
    virtual ~resolver() = default;

    /// Every address of `host`, in the system's order; or why there is none ("name does not exist").
    /// Never throws.  Cancelled, it ends at once and leaves the look-up to its thread.
    /// @param asker  whose budget a look-up counts on: the subscriber's name
    [[nodiscard]] virtual task<result<std::vector<ip_address>, text_error>> resolve(std::string host,
                                                                                    std::string asker) = 0;
};

/// getaddrinfo on up to `threads` threads, started when first needed.  One look-up a host at a time, shared by
/// all who ask, so a dead name server holds one thread a name, and at most two of one asker, whose further names
/// wait; good answers are kept 10 s, failures 5 s.
/// Destroy it before `loop`'s context.  A look-up cannot be cancelled: the destructor leaves the ones under way
/// to their threads, which keep what they need themselves, drop the answer, and never hold up the exit.
[[nodiscard]] std::unique_ptr<resolver> make_system_resolver(const asio::any_io_executor& loop,
                                                             std::size_t threads);

}  // namespace defectd

#endif
