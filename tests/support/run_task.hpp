// Drives a coroutine of a test on an io_context of its own.
#ifndef DEFECTD_TESTS_SUPPORT_RUN_TASK_HPP
#define DEFECTD_TESTS_SUPPORT_RUN_TASK_HPP

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <concepts>
#include <exception>
#include <stdexcept>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// Drives `loop` until `body` has ended and throws what it threw.  A body that hangs is an error after a minute.
inline void run_task(asio::io_context& loop, task<void> body)
{
    bool ended = false;
    std::exception_ptr failure;
    asio::co_spawn(loop, std::move(body), [&](std::exception_ptr error) {
        ended = true;
        failure = error;
        loop.stop();
    });
    loop.restart();
    loop.run_for(std::chrono::minutes{1});
    if (failure)
        std::rethrow_exception(failure);
    if (!ended)
        throw std::runtime_error("the coroutine of the test did not end");
}

/// As above, on a loop that lives for this call only.  Not for a worker that outlives the call: its thread may
/// still touch the loop; give it a loop that is declared before it.
inline void run_task(task<void> body)
{
    asio::io_context loop(1);
    run_task(loop, std::move(body));
}

/// `body` is a callable that gives a task<void>; it stays alive while the task runs.
template <std::invocable Body>
void run_task(Body body)
{
    run_task(body());
}

template <std::invocable Body>
void run_task(asio::io_context& loop, Body body)
{
    run_task(loop, body());
}

/// Lets everything that is ready on the loop run before the caller goes on.
inline task<void> let_others_run()
{
    for (int turn = 0; turn < 20; ++turn)
        co_await asio::post(asio::use_awaitable);
}

}  // namespace defectd

#endif
