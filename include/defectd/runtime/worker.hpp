// The only way to leave the loop: blocking or heavy work runs on a worker's threads, and the coroutine that awaits it
// goes on back on the loop.  A coroutine itself never runs on a worker thread, so that its state needs no lock.
#ifndef DEFECTD_RUNTIME_WORKER_HPP
#define DEFECTD_RUNTIME_WORKER_HPP

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <future>
#include <type_traits>
#include <utility>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// Threads that take work in the order it came; with one thread, one piece of work ends before the next begins.
/// The destructor waits for work under way; destroy it before the loop's context.
class worker {
public:
    /// @param threads  how many, at least 1; they are started at once
    explicit worker(std::size_t threads) : pool_(threads) {}
    ~worker() { pool_.join(); }
    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;

    /// Runs `work()` on a worker thread; its value or exception arrives in the awaiting coroutine, on the loop.
    /// Work that was begun is not cancelled: its value arrives even if the coroutine is cancelled meanwhile.
    /// `work` must own, or outlive the await with, all it touches.
    template <class Work>
    [[nodiscard]] task<std::invoke_result_t<Work&>> run(Work work)
    {
        std::packaged_task<std::invoke_result_t<Work&>()> piece(std::move(work));
        auto outcome = piece.get_future();
        // Not co_spawn on the pool: a cancellation would reach into the coroutine's state from the loop's thread.
        auto start = [this, &piece](auto resume) { this->hand_over(piece, std::move(resume)); };
        co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start, asio::use_awaitable);
        co_return outcome.get();
    }

private:
    template <class Piece, class Resume>
    /// Queues `piece` for a thread of the pool, which afterwards posts `resume` to the loop.  The tracked executor
    /// keeps the loop running until then, even if it has nothing else to do.
    void hand_over(Piece& piece, Resume resume)
    {
        auto loop =
            asio::prefer(asio::get_associated_executor(resume), asio::execution::outstanding_work.tracked);
        asio::post(pool_, [&piece, loop = std::move(loop), resume = std::move(resume)]() mutable {
            piece();
            asio::post(loop, std::move(resume));
        });
    }

    asio::thread_pool pool_;
};

}  // namespace defectd

#endif
