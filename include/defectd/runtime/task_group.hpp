// Coroutines that belong to one owner: it starts them, cancels them and waits for their end before it is destroyed,
// so that no coroutine ever refers to an owner that no longer exists.
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

/// Used on the loop thread only.  join() must have ended before the group is destroyed; the destructor asserts it.
class task_group {
public:
    /// Called on the loop when a task ends by an exception; the other tasks go on.  A task that was cancelled and then
    /// ends with operation_aborted has not failed.  Must not throw.
    using failure_sink = std::function<void(const std::string& task_name, std::exception_ptr)>;

    task_group(asio::any_io_executor executor, failure_sink on_failure);
    ~task_group();
    task_group(const task_group&) = delete;
    task_group& operator=(const task_group&) = delete;

    /// Starts a task, which begins at the next turn of the loop and not within this call.
    /// @param name  for the failure sink; it need not be unique
    void spawn(std::string name, task<void> work);

    /// Asks every task to end (terminal cancellation).  Tasks that are spawned later are not affected.
    void cancel();

    /// Ends when no task is left.  One coroutine joins at a time.
    [[nodiscard]] task<void> join();

    /// The number of tasks that have not ended.
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
