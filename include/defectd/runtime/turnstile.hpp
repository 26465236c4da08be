// Lets one coroutine through at a time; the others wait their turn.
#ifndef DEFECTD_RUNTIME_TURNSTILE_HPP
#define DEFECTD_RUNTIME_TURNSTILE_HPP

#include <boost/asio/experimental/channel.hpp>

#include <utility>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// Loop thread only.  Must outlive its passes.
class turnstile {
    using channel = asio::experimental::channel<void(boost::system::error_code)>;

public:
    explicit turnstile(const asio::any_io_executor& loop) : held_(loop, 1) {}

    /// Held while a coroutine is inside; lets the next one in when destroyed.
    class pass {
    public:
        explicit pass(channel& held) : held_(&held) {}
        pass(pass&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
        pass& operator=(pass&&) = delete;
        ~pass()
        {
            if (held_ != nullptr)
                held_->try_receive([](boost::system::error_code) {});
        }

    private:
        channel* held_;
    };

    /// Throws system_error(operation_aborted) when cancelled while it waits.
    [[nodiscard]] task<pass> enter()
    {
        boost::system::error_code none;
        const bool is_free = held_.try_send(none);  // without a turn of the loop
        if (!is_free)
            co_await held_.async_send(none, asio::use_awaitable);
        co_return pass(held_);
    }

private:
    channel held_;
};

}  // namespace defectd

#endif
