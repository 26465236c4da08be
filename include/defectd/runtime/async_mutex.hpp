// A mutex between coroutines of one loop: one of them holds it at a time, and the others are resumed in the order in
// which they asked.  Unlike std::mutex it may be held across a co_await, and a wait never blocks the thread.
#ifndef DEFECTD_RUNTIME_ASYNC_MUTEX_HPP
#define DEFECTD_RUNTIME_ASYNC_MUTEX_HPP

#include <boost/asio/experimental/channel.hpp>

#include <utility>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// Used on the loop thread only.  It must outlive its guards.
///
/// It is a channel with room for one message: to send is to lock, and to receive is to unlock.
class async_mutex {
    using channel = asio::experimental::channel<void(boost::system::error_code)>;

public:
    explicit async_mutex(const asio::any_io_executor& loop) : held_(loop, 1) {}

    /// Holds the mutex until it is destroyed, when the next coroutine gets it.  It is destroyed on the loop thread.
    class guard {
    public:
        explicit guard(channel& held) : held_(&held) {}
        guard(guard&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
        guard& operator=(guard&&) = delete;
        ~guard()
        {
            if (held_ != nullptr)
                held_->try_receive([](boost::system::error_code) {});
        }

    private:
        channel* held_;
    };

    /// Returns a guard once the mutex is free.
    /// Throws system_error(operation_aborted) when cancelled while it waits; the mutex is then not held.
    [[nodiscard]] task<guard> lock()
    {
        boost::system::error_code none;
        const bool is_free = held_.try_send(none);  // without a turn of the loop
        if (!is_free)
            co_await held_.async_send(none, asio::use_awaitable);
        co_return guard(held_);
    }

private:
    channel held_;
};

}  // namespace defectd

#endif
