#include "defectd/runtime/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Runs `work` from a later turn of the loop, so that spawn() returns before any of it has run.
task<void> at_next_turn(task<void> work)
{
    co_await asio::post(asio::use_awaitable);
    co_await std::move(work);
}

/// True when the exception is the one with which Asio ends a cancelled operation.
[[nodiscard]] bool is_aborted(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
        return e.code() == asio::error::operation_aborted;
    } catch (...) {
        return false;
    }
}

}  // namespace

task_group::task_group(asio::any_io_executor executor, failure_sink on_failure)
    : executor_(std::move(executor)), on_failure_(std::move(on_failure)), ended_(executor_)
{
}

task_group::~task_group()
{
    // While an exception unwinds the owner, nothing can join the tasks, and a failure here would hide the exception.
    DEFECTD_ASSERT(running_.empty() || std::uncaught_exceptions() > 0);
}

void task_group::spawn(std::string name, task<void> work)
{
    // The entry is in a list because its cancellation signal must not move while the coroutine refers to it.
    const auto self = running_.emplace(running_.end());
    self->name = std::move(name);
    auto on_end = [this, self](const std::exception_ptr& error) {
        if (error && !(self->cancelled && is_aborted(error)))
            on_failure_(self->name, error);
        // The coroutine still refers to its cancellation signal until this call has returned.
        asio::post(executor_, [this, self] {
            running_.erase(self);
            ended_.notify();
        });
    };
    asio::co_spawn(executor_, at_next_turn(std::move(work)),
                   asio::bind_cancellation_slot(self->cancel.slot(), std::move(on_end)));
}

void task_group::cancel()
{
    for (running_task& each : running_) {
        each.cancelled = true;
        each.cancel.emit(asio::cancellation_type::terminal);
    }
}

task<void> task_group::join()
{
    while (!running_.empty())
        co_await ended_.wait();
}

}  // namespace defectd
