// The one way to leave the loop: blocking or heavy work runs on a worker's threads, and the
// coroutine goes on back on the loop.
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

/// Threads that take work in turn; one thread means strictly one piece of work after the other.
/// The destructor waits for work under way; destroy it before the loop's context.
class worker {
public:
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
