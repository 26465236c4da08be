// A mutex between coroutines of one loop: one holds it at a time; the others wait their turn.
#ifndef DEFECTD_RUNTIME_ASYNC_MUTEX_HPP
#define DEFECTD_RUNTIME_ASYNC_MUTEX_HPP

#include <boost/asio/experimental/channel.hpp>

#include <utility>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// Loop thread only.  Must outlive its guards.
class async_mutex {
    using channel = asio::experimental::channel<void(boost::system::error_code)>;

public:
    explicit async_mutex(const asio::any_io_executor& loop) : held_(loop, 1) {}

    /// Holds the mutex; the next coroutine gets it when the guard is destroyed.
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

    /// Throws system_error(operation_aborted) when cancelled while it waits.
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
