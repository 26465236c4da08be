// A server on a loopback port and raw bytes sent to it.
#ifndef DEFECTD_TESTS_UNIT_HTTP_SERVER_SERVER_FIXTURE_HPP
#define DEFECTD_TESTS_UNIT_HTTP_SERVER_SERVER_FIXTURE_HPP

#include "defectd/http/server.hpp"
#include "support/raw_receiver.hpp"
#include "support/run_task.hpp"

namespace defectd {

struct server_fixture {
    asio::io_context loop{1};
    http_server_options options;
    std::vector<server_request> requests;
    std::vector<std::string> failures;
    std::unique_ptr<http_server> server;

    /// Echoes the body; "/throw" throws, "/slow" never answers.
    task<server_response> answer(server_request request)
    {
        requests.push_back(request);
        if (request.target == "/throw")
            throw std::runtime_error("the secret reason");
        if (request.target == "/slow") {
            asio::steady_timer never(co_await asio::this_coro::executor,
                                     asio::steady_timer::time_point::max());
            co_await never.async_wait(asio::use_awaitable);
        }
        server_response response;
        response.headers = {{"X-Seen", request.method}};
        response.body = request.body;
        co_return response;
    }

    void start()
    {
        server = serve_tcp(
            loop.get_executor(), "127.0.0.1", 0,
            [this](server_request request) { return answer(std::move(request)); }, options,
            [this](const std::string& what) { failures.push_back(what); });
    }

    tcp_socket connect()
    {
        tcp_socket peer(loop);
        peer.connect({asio::ip::make_address("127.0.0.1"), server->port()});
        return peer;
    }

    /// Sends `bytes` and gives all the server sends until it closes.
    std::string talk(std::string bytes)
    {
        if (!server)
            start();
        std::string heard;
        run_task(loop, [&]() -> task<void> {
            tcp_socket peer = connect();
            co_await write_text(peer, std::move(bytes));
            heard = co_await read_to_end(peer);
        });
        return heard;
    }

    static task<std::string> read_to_end(tcp_socket& peer)
    {
        std::string heard;
        char piece[4096];
        for (;;) {
            const auto [error, got] = co_await peer.async_read_some(asio::buffer(piece), as_values);
            heard.append(piece, got);
            if (error)
                co_return heard;
        }
    }
};

}  // namespace defectd

#endif
