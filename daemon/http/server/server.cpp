#include "defectd/http/server.hpp"

#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/write.hpp>

#include <list>

#include "server/message.hpp"
#include "server/session.hpp"

namespace defectd {
namespace {

using boost::system::error_code;

/// Passes on what ended a coroutine of the server, so that it is logged.
void report_failure(const server_parts& parts, const std::exception_ptr& failure)
{
    try {
        if (failure)
            std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        if (parts.on_failure)
            parts.on_failure(error.what());
    }
}

/// The accept loop and its sessions.  They share its ownership, so the server can be destroyed while they end.
class serving : public std::enable_shared_from_this<serving> {
public:
    serving(stream_acceptor acceptor, std::shared_ptr<server_parts> parts)
        : acceptor_(std::move(acceptor)), parts_(std::move(parts)), changed_(acceptor_.get_executor())
    {
    }

    void start()
    {
        auto on_end = [parts = parts_](const std::exception_ptr& failure) {
            report_failure(*parts, failure);
        };
        asio::co_spawn(acceptor_.get_executor(), accept_all(shared_from_this()), std::move(on_end));
    }

    [[nodiscard]] std::uint16_t port() const { return port_of(acceptor_); }

    /// Closes the listener and the idle sessions.  Busy sessions send their answer and then close.
    void accept_no_more()
    {
        parts_->stopping = true;
        error_code ignored;
        acceptor_.close(ignored);
        for (open_session& each : sessions_)
            if (each.session->is_idle())
                each.session->close();
    }

    /// Closes every session and cancels the answer under way.  The sessions end at the loop's next turns.
    void close_all()
    {
        for (open_session& each : sessions_) {
            each.session->close();
            each.is_cancelled = true;
            each.cancel.emit(asio::cancellation_type::terminal);
        }
    }

    /// Ends when no session is left, at `deadline` at the latest.
    static task<void> drained(std::shared_ptr<serving> self, asio::steady_timer::time_point deadline)
    {
        while (!self->sessions_.empty() && asio::steady_timer::clock_type::now() < deadline) {
            self->changed_.expires_at(deadline);
            co_await self->changed_.async_wait(as_values);
        }
    }

private:
    struct open_session {
        std::shared_ptr<server_session> session;
        asio::cancellation_signal cancel;
        bool is_cancelled = false;
    };

    static task<void> accept_all(std::shared_ptr<serving> self)
    {
        while (self->acceptor_.is_open()) {
            auto [error, socket] = co_await self->acceptor_.async_accept(as_values);
            if (!error)
                self->accept_session(std::move(socket));
            else if (error != asio::error::operation_aborted)
                co_await self->pause();
        }
    }

    /// Waits before the next accept() after the process ran out of descriptors: another connection must end first.
    task<void> pause()
    {
        asio::steady_timer timer(acceptor_.get_executor(), std::chrono::milliseconds{100});
        co_await timer.async_wait(as_values);
    }

    /// Starts a session.  Without memory for it, this connection is dropped and the server goes on.
    void accept_session(stream_socket socket)
    {
        try {
            start_session(std::move(socket));
        } catch (const std::exception&) {
            report_failure(*parts_, std::current_exception());
        }
    }

    void start_session(stream_socket socket)
    {
        if (std::cmp_greater_equal(sessions_.size(), parts_->limits.max_connections))
            return turn_away(std::move(socket));
        auto session = std::make_shared<server_session>(std::move(socket), parts_);
        const auto entry = sessions_.emplace(sessions_.end());
        entry->session = std::move(session);
        auto on_end = [self = shared_from_this(), entry](const std::exception_ptr& failure) {
            // A session that was cancelled ends by an exception because it was asked to.
            if (!entry->is_cancelled)
                report_failure(*self->parts_, failure);
            // The coroutine still refers to its cancellation signal until this call has returned.
            asio::post(self->acceptor_.get_executor(), [self, entry] {
                self->sessions_.erase(entry);
                self->changed_.cancel();
            });
        };
        asio::co_spawn(acceptor_.get_executor(), entry->session->run(),
                       asio::bind_cancellation_slot(entry->cancel.slot(), std::move(on_end)));
    }

    /// One write that cannot block: the buffer of a new socket has room for it.
    static void turn_away(stream_socket socket)
    {
        const server_response busy = problem(503, "too_many_connections",
                                             "too many connections are open; close some, or try again later");
        error_code ignored;
        socket.non_blocking(true, ignored);
        asio::write(socket, asio::buffer(response_bytes(busy, after_answer::close, body_part::send)),
                    ignored);
    }

    stream_acceptor acceptor_;
    std::shared_ptr<server_parts> parts_;
    // A list, because each session refers to its own entry until it ends.
    std::list<open_session> sessions_;
    asio::steady_timer changed_;
};

/// The server as its owner sees it.  The work is shared, so that sessions may outlive the server.
class plain_server final : public http_server {
public:
    /// @param path  the file to remove at the end; empty for TCP
    plain_server(std::shared_ptr<serving> work, std::string path)
        : work_(std::move(work)), port_(work_->port()), path_(std::move(path))
    {
        work_->start();
    }

    ~plain_server() override
    {
        unlink_socket();
        work_->accept_no_more();
        work_->close_all();
    }

    [[nodiscard]] std::uint16_t port() const noexcept override { return port_; }

    [[nodiscard]] task<void> stop(duration grace) override
    {
        // First, so that a client that comes now finds no daemon instead of one that is about to end.
        unlink_socket();
        work_->accept_no_more();
        co_await serving::drained(work_, asio::steady_timer::clock_type::now() + grace);
        work_->close_all();
        co_await serving::drained(work_, asio::steady_timer::time_point::max());
    }

private:
    void unlink_socket()
    {
        if (!path_.empty())
            ::unlink(path_.c_str());
        path_.clear();
    }

    std::shared_ptr<serving> work_;
    std::uint16_t port_;
    std::string path_;
};

/// Returns a server on the acceptor, which already listens.
[[nodiscard]] std::unique_ptr<http_server> serve(stream_acceptor acceptor, std::string path,
                                                 server_parts parts)
{
    auto work =
        std::make_shared<serving>(std::move(acceptor), std::make_shared<server_parts>(std::move(parts)));
    return std::make_unique<plain_server>(std::move(work), std::move(path));
}

}  // namespace

std::unique_ptr<http_server> serve_unix(const asio::any_io_executor& loop, const std::string& path,
                                        request_answer answer, http_server_options options,
                                        std::function<void(const std::string&)> on_failure)
{
    server_parts parts{std::move(answer), options, std::move(on_failure)};
    return serve(listen_unix(loop, path), path, std::move(parts));
}

std::unique_ptr<http_server> serve_tcp(const asio::any_io_executor& loop, const std::string& address,
                                       std::uint16_t port, request_answer answer, http_server_options options,
                                       std::function<void(const std::string&)> on_failure)
{
    server_parts parts{std::move(answer), options, std::move(on_failure)};
    return serve(listen_tcp(loop, address, port), "", std::move(parts));
}

}  // namespace defectd
