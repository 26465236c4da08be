// A receiver on a loopback port that does to each connection what the test says, byte by byte.
#ifndef DEFECTD_TESTS_SUPPORT_RAW_RECEIVER_HPP
#define DEFECTD_TESTS_SUPPORT_RAW_RECEIVER_HPP

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/runtime/task.hpp"

namespace defectd {

using tcp_socket = asio::ip::tcp::socket;

inline const std::string plain_ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// Reads one request with a Content-Length; empty when the peer closed first.
template <class Stream>
task<std::string> read_request(Stream& peer)
{
    std::string text;
    std::size_t whole = std::string::npos;
    while (text.size() < whole) {
        char piece[4096];
        const auto [error, got] = co_await peer.async_read_some(asio::buffer(piece), as_values);
        if (error)
            co_return std::string();
        text.append(piece, got);
        const auto blank = text.find("\r\n\r\n");
        const auto length = text.find("Content-Length: ");
        if (whole == std::string::npos && blank != std::string::npos)
            whole = blank + 4 + (length < blank ? std::stoul(text.substr(length + 16)) : 0);
    }
    co_return text;
}

template <class Stream>
task<bool> write_text(Stream& peer, std::string text)
{
    const auto [error, sent] = co_await asio::async_write(peer, asio::buffer(text), as_values);
    co_return !error;
}

/// Loop thread only.  What is under way when it is destroyed is cut off at the loop's next turns.
class raw_receiver {
public:
    /// What is done with one connection; the socket is closed when it ends.  `number` counts from 1.
    using behaviour = std::function<task<void>(tcp_socket& peer, int number)>;

    raw_receiver(asio::io_context& loop, behaviour act)
        : work_(std::make_shared<shared_state>(loop, std::move(act)))
    {
        asio::co_spawn(loop, accept_all(work_), [](std::exception_ptr) {});
    }

    ~raw_receiver()
    {
        work_->acceptor.close();
        for (tcp_socket& each : work_->peers)
            each.close();
    }
    raw_receiver(const raw_receiver&) = delete;
    raw_receiver& operator=(const raw_receiver&) = delete;

    [[nodiscard]] std::uint16_t port() const { return work_->acceptor.local_endpoint().port(); }
    [[nodiscard]] int connections() const { return work_->connections; }

    /// Answers every request with `answer` and remembers it.
    [[nodiscard]] static behaviour answering(std::string answer, std::vector<std::string>& requests)
    {
        return [answer = std::move(answer), &requests](tcp_socket& peer, int) {
            return answer_all(peer, answer, requests);
        };
    }

    /// Reads one request, sends `answer` and closes.
    [[nodiscard]] static behaviour answering_once(std::string answer)
    {
        return [answer = std::move(answer)](tcp_socket& peer, int) { return answer_one(peer, answer); };
    }

private:
    struct shared_state {
        shared_state(asio::io_context& loop, behaviour behave)
            : acceptor(loop, {asio::ip::make_address("127.0.0.1"), 0}), act(std::move(behave))
        {
        }

        asio::ip::tcp::acceptor acceptor;
        behaviour act;
        std::list<tcp_socket> peers;
        int connections = 0;
    };

    static task<void> answer_all(tcp_socket& peer, std::string answer, std::vector<std::string>& requests)
    {
        for (;;) {
            std::string request = co_await read_request(peer);
            if (request.empty())
                co_return;
            requests.push_back(std::move(request));
            if (!co_await write_text(peer, answer))
                co_return;
        }
    }

    static task<void> answer_one(tcp_socket& peer, std::string answer)
    {
        const std::string request = co_await read_request(peer);
        co_await write_text(peer, answer);
    }

    static task<void> accept_all(std::shared_ptr<shared_state> work)
    {
        for (;;) {
            auto [error, socket] = co_await work->acceptor.async_accept(as_values);
            if (error)
                co_return;
            const auto place = work->peers.insert(work->peers.end(), std::move(socket));
            asio::co_spawn(work->acceptor.get_executor(), work->act(*place, ++work->connections),
                           [work, place](std::exception_ptr) { work->peers.erase(place); });
        }
    }

    std::shared_ptr<shared_state> work_;
};

}  // namespace defectd

#endif
