// Coroutines that are started together with their owner and joined before it goes.
#ifndef DEFECTD_RUNTIME_TASK_GROUP_HPP
#define DEFECTD_RUNTIME_TASK_GROUP_HPP

#include <boost/asio/cancellation_signal.hpp>

#include <cstddef>
#include <exception>
#include <functional>
#include <list>
#include <string>

#include "defectd/runtime/async_event.hpp"

namespace defectd {

/// Loop thread only.  join() must have ended before the group is destroyed.
class task_group {
public:
    /// Called on the loop when a task ends by an exception; the other tasks go on.  Being aborted after
    /// cancel() is not a failure.  Must not throw.
    using failure_sink = std::function<void(const std::string& task_name, std::exception_ptr)>;

    task_group(asio::any_io_executor executor, failure_sink on_failure);
    ~task_group();
    task_group(const task_group&) = delete;
    task_group& operator=(const task_group&) = delete;

    /// Starts a task; it begins at the next turn of the loop.
    void spawn(std::string name, task<void> work);

    /// Asks every task to end (terminal cancellation).
    void cancel();

    /// Ends when no task is left.  One coroutine joins at a time.
    [[nodiscard]] task<void> join();

    [[nodiscard]] std::size_t size() const noexcept { return running_.size(); }

private:
    struct running_task {
        std::string name;
        asio::cancellation_signal cancel;
        bool cancelled = false;
    };

    asio::any_io_executor executor_;
    failure_sink on_failure_;
    std::list<running_task> running_;
    async_event ended_;
};

}  // namespace defectd

#endif
