// A blocking name look-up, and the threads that block in it so that the loop does not.  Private to runtime.
#ifndef DEFECTD_RUNTIME_LOOKUP_THREADS_HPP
#define DEFECTD_RUNTIME_LOOKUP_THREADS_HPP

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/runtime/task.hpp"
#include "defectd/webhook/egress.hpp"

namespace defectd {

/// The addresses of a name, or a sentence for the operator that says why there is none.
using lookup_answer = result<std::vector<ip_address>, text_error>;

/// Every address the system knows for `host`, IPv4 and IPv6, each once, in the system's order.  Blocks for as
/// long as the name servers make it.  Never empty when good.
[[nodiscard]] lookup_answer look_up(const std::string& host);

/// Called on a look-up thread, by several at the same time.
using lookup_function = std::function<lookup_answer(const std::string& host)>;

/// Loop thread only.  The threads are detached and own the state they share with this object: a look-up that
/// hangs in a name server can outlive it, and even main, without harm.  Each has a small stack and ends when it is
/// no longer needed.
class lookup_threads {
public:
    using answer_sink = std::function<void(lookup_answer)>;

    /// @param max  threads at the same time, at least 1; each is started when no other is free.  Where the system
    ///              gives no more, look-ups wait for those there are.
    lookup_threads(asio::any_io_executor loop, std::size_t max, lookup_function look_up);

    /// After this no sink is called any more.
    ~lookup_threads();
    lookup_threads(const lookup_threads&) = delete;
    lookup_threads& operator=(const lookup_threads&) = delete;

    /// Queues a look-up; `sink` is called on the loop, with an error when the system gives not even one thread.
    void start(std::string host, answer_sink sink);

private:
    struct shared_state;
    /// The body of a thread: takes jobs until the object is destroyed or enough other threads are idle.
    static void serve(const std::shared_ptr<shared_state>& state);
    /// Posts the answer to the loop.
    static void answer(const std::shared_ptr<shared_state>& state, answer_sink sink, lookup_answer found);
    static void* run_thread(void* state) noexcept;
    /// False when the system gives no thread.
    static bool start_thread(const std::shared_ptr<shared_state>& state);

    std::shared_ptr<shared_state> state_;
};

}  // namespace defectd

#endif
