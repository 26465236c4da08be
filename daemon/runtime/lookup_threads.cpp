#include "lookup_threads.hpp"

#include <pthread.h>
#include <signal.h>

#include <boost/asio/post.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

struct lookup_job {
    std::string host;
    lookup_threads::answer_sink sink;
};

/// Signals belong to the main thread.
class all_signals_blocked {
public:
    all_signals_blocked()
    {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~all_signals_blocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    all_signals_blocked(const all_signals_blocked&) = delete;
    all_signals_blocked& operator=(const all_signals_blocked&) = delete;

private:
    sigset_t before_{};
};

}  // namespace

struct lookup_threads::shared_state {
    shared_state(asio::any_io_executor executor, std::size_t most, lookup_function function)
        : loop(std::move(executor)), most_threads(most), look_up(std::move(function))
    {
    }

    const asio::any_io_executor loop;
    const std::size_t most_threads;
    const lookup_function look_up;

    std::mutex mutex;  ///< guards all below, and the loop: it is posted to only while not closed
    std::condition_variable wanted;
    std::deque<lookup_job> queue;
    std::size_t threads = 0;
    std::size_t idle = 0;
    bool closed = false;
};

lookup_threads::lookup_threads(asio::any_io_executor loop, std::size_t most, lookup_function look_up)
    : state_(std::make_shared<shared_state>(std::move(loop), most, std::move(look_up)))
{
    DEFECTD_ASSERT(most >= 1);
}

lookup_threads::~lookup_threads()
{
    const std::lock_guard lock(state_->mutex);
    state_->closed = true;
    state_->queue.clear();
    state_->wanted.notify_all();
}

void lookup_threads::start(std::string host, answer_sink sink)
{
    const std::lock_guard lock(state_->mutex);
    if (state_->queue.size() >= state_->idle && state_->threads < state_->most_threads) {
        // First, as it may throw: nothing is then queued that nobody would take.
        const all_signals_blocked inherited;
        std::thread([state = state_] { serve(state); }).detach();
        ++state_->threads;
    }
    state_->queue.push_back(lookup_job{std::move(host), std::move(sink)});
    state_->wanted.notify_one();
}

void lookup_threads::serve(const std::shared_ptr<shared_state>& state)
{
    ::pthread_setname_np(::pthread_self(), "resolver");
    std::unique_lock lock(state->mutex);
    for (;;) {
        ++state->idle;
        state->wanted.wait(lock, [&] { return state->closed || !state->queue.empty(); });
        --state->idle;
        if (state->closed)
            return;
        lookup_job job = std::move(state->queue.front());
        state->queue.pop_front();
        lock.unlock();
        lookup_answer answer = state->look_up(job.host);
        lock.lock();
        if (!state->closed)
            asio::post(state->loop,
                       [state, sink = std::move(job.sink), answer = std::move(answer)]() mutable {
                           if (!state->closed)  // written on this thread only
                               sink(std::move(answer));
                       });
    }
}

}  // namespace defectd
