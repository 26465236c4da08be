#include "lookup_threads.hpp"

#include <pthread.h>
#include <signal.h>

#include <boost/asio/post.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Far more than getaddrinfo and the modules of the name service switch were ever seen to need, and small enough for
/// a thousand of them.
constexpr std::size_t stack_bytes = 512U << 10U;

/// This many threads wait for the next look-up; the rest end with theirs.
constexpr std::size_t max_idle_threads = 8;

/// A look-up that waits for a thread.
struct lookup_job {
    std::string host;
    lookup_threads::answer_sink sink;
};

/// Blocks all signals for its scope, so that a thread started in it inherits the mask: signals go to the main thread.
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

/// What the loop's object and the threads share.  It lives until the last thread has ended.
struct lookup_threads::shared_state {
    shared_state(asio::any_io_executor executor, std::size_t max, lookup_function function)
        : loop(std::move(executor)), max_threads(max), look_up(std::move(function))
    {
    }

    const asio::any_io_executor loop;
    const std::size_t max_threads;
    const lookup_function look_up;

    std::mutex mutex;  ///< guards all below, and the loop: it is posted to only while not closed
    std::condition_variable wanted;
    std::deque<lookup_job> queue;
    std::size_t threads = 0;
    std::size_t idle = 0;
    bool closed = false;
};

lookup_threads::lookup_threads(asio::any_io_executor loop, std::size_t max, lookup_function look_up)
    : state_(std::make_shared<shared_state>(std::move(loop), max, std::move(look_up)))
{
    DEFECTD_ASSERT(max >= 1);
}

lookup_threads::~lookup_threads()
{
    const std::lock_guard lock(state_->mutex);
    // The threads are not joined: one that hangs in a name server would hold up the exit for as long.
    state_->closed = true;
    state_->queue.clear();
    state_->wanted.notify_all();
}

void lookup_threads::start(std::string host, answer_sink sink)
{
    const std::lock_guard lock(state_->mutex);
    // Each idle thread will take one queued job; a thread is started only when there are more jobs than that.  If the
    // system gives no thread, the job waits for one of those there are.
    if (state_->queue.size() >= state_->idle && state_->threads < state_->max_threads && start_thread(state_))
        ++state_->threads;
    if (state_->threads == 0) {
        lookup_answer none =
            text_error{"no thread is available for name resolution; check TasksMax and ulimit -u"};
        answer(state_, std::move(sink), std::move(none));
        return;
    }
    state_->queue.push_back(lookup_job{std::move(host), std::move(sink)});
    state_->wanted.notify_one();
}

/// @pre the mutex is held and the state is not closed
void lookup_threads::answer(const std::shared_ptr<shared_state>& state, answer_sink sink, lookup_answer found)
{
    asio::post(state->loop, [state, sink = std::move(sink), found = std::move(found)]() mutable {
        // `closed` can be set between the post and this call, which then must not touch the sink's owner.
        if (!state->closed)  // written on this thread only
            sink(std::move(found));
    });
}

bool lookup_threads::start_thread(const std::shared_ptr<shared_state>& state)
{
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, stack_bytes);
    ::pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    // The thread owns a reference to the state; it is passed as a pointer because pthreads know nothing else.
    auto own = std::make_unique<std::shared_ptr<shared_state>>(state);
    const all_signals_blocked inherited;
    pthread_t thread{};
    const bool is_started =
        ::pthread_create(&thread, &attributes, &lookup_threads::run_thread, own.get()) == 0;
    ::pthread_attr_destroy(&attributes);
    if (is_started)
        own.release();  // NOLINT(bugprone-unused-return-value): the thread has taken it
    return is_started;
}

void* lookup_threads::run_thread(void* state) noexcept
{
    const std::unique_ptr<std::shared_ptr<shared_state>> own(
        static_cast<std::shared_ptr<shared_state>*>(state));
    ::pthread_setname_np(::pthread_self(), "resolver");
    serve(*own);
    return nullptr;
}

void lookup_threads::serve(const std::shared_ptr<shared_state>& state)
{
    std::unique_lock lock(state->mutex);
    while (!state->closed && (!state->queue.empty() || state->idle < max_idle_threads)) {
        ++state->idle;
        state->wanted.wait(lock, [&] { return state->closed || !state->queue.empty(); });
        --state->idle;
        if (state->closed)
            break;
        lookup_job job = std::move(state->queue.front());
        state->queue.pop_front();
        // The lock is not held during the look-up, which may take many seconds.
        lock.unlock();
        lookup_answer found = state->look_up(job.host);
        lock.lock();
        // Checked again, because the object and the loop may have been destroyed during the look-up.
        if (!state->closed)
            answer(state, std::move(job.sink), std::move(found));
    }
    --state->threads;
}

}  // namespace defectd
