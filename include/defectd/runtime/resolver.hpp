// Name resolution on threads of the daemon's own.  Asio's resolver has one blocking thread per process, on which a
// single name whose server does not respond would stall every subscriber.
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

/// Used on the loop thread only.
class resolver {
public:
    virtual ~resolver() = default;

    /// Returns every address of `host` in the system's order, or why there is none ("name does not exist").  Never
    /// throws.  When cancelled, it ends at once and leaves the look-up to its thread.
    /// @param asker  the name of the subscriber whose budget the look-up counts on
    [[nodiscard]] virtual task<result<std::vector<ip_address>, text_error>> resolve(std::string host,
                                                                                    std::string asker) = 0;
};

/// How many look-ups may be under way at the same time, each on a thread of its own.
struct lookup_bounds {
    std::size_t any = 1024;  ///< of names whatever they are, at least 1
    std::size_t prompt =
        64;  ///< in addition to those, of names that resolved promptly when they were last looked up
};

/// getaddrinfo on threads that are started when first needed.  A look-up cannot be cancelled, and a name server that
/// does not answer holds its thread for seconds.  So that names that hang stop no other name:
/// - there is one look-up a host at a time, shared by all who ask: a name that hangs holds one thread, and is looked up
///   again only when that has ended and its failure is 5 s old; good answers are kept 10 s;
/// - of one asker at most two are under way, its further names wait;
/// - a thread is started whenever none is free, up to `bounds.any`; beyond that, names wait for their turn;
/// - even then `bounds.prompt` more threads serve names whose last look-up was good and took no longer than 1 s.
/// Destroy it before `loop`'s context: the destructor leaves the look-ups under way to their threads, which keep what
/// they need themselves, drop the answer, and never hold up the exit.
[[nodiscard]] std::unique_ptr<resolver> make_system_resolver(const asio::any_io_executor& loop,
                                                             lookup_bounds bounds);

}  // namespace defectd

#endif
