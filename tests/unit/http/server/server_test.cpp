#include "defectd/http/server.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <doctest/doctest.h>

#include <fstream>

#include "server_fixture.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

int count_of(std::string_view text, std::string_view piece)
{
    int count = 0;
    for (auto at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_SUITE("http/server")
{
    TEST_CASE_FIXTURE(server_fixture, "a request arrives whole and its answer goes back")
    {
        const std::string heard =
            talk("POST /api?x=1 HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nConnection: close\r\n"
                 "Content-Length: 4\r\n\r\nbody");
        CHECK(heard ==
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Seen: POST\r\nConnection: close\r\n"
              "Content-Length: 4\r\n\r\nbody");
        REQUIRE(requests.size() == 1);
        CHECK(requests[0].method == "POST");
        CHECK(requests[0].target == "/api?x=1");
        CHECK(requests[0].body == "body");
        CHECK(requests[0].header("x-ONE") == "1");
        CHECK(requests[0].header("x-two").empty());
        CHECK_FALSE(requests[0].peer_uid);
    }

    TEST_CASE_FIXTURE(server_fixture,
                      "requests of one connection are answered in order, pipelined ones included")
    {
        const std::string heard = talk("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPUT /2 HTTP/1.1\r\nHost: x\r\n"
                                       "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
                                       "HEAD /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(count_of(heard, "HTTP/1.1 200 OK") == 3);
        REQUIRE(requests.size() == 3);
        CHECK(requests[1].body == "ok");
        CHECK(requests[2].target == "/3");
    }

    TEST_CASE_FIXTURE(server_fixture,
                      "an exception is answered with 500 without the reason, which is reported to the owner")
    {
        const std::string heard = talk("GET /throw HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(heard.starts_with("HTTP/1.1 500 "));
        CHECK(heard.find("internal_error") != std::string::npos);
        CHECK(heard.find("secret reason") == std::string::npos);
        CHECK(failures == std::vector<std::string>{"the secret reason"});
    }

    TEST_CASE_FIXTURE(server_fixture, "a request that breaks the protocol or a limit is rejected")
    {
        options.max_body_bytes = 100;
        options.max_header_bytes = 1000;
        const std::string long_line(2000, 'x');
        const std::string body(101, 'x');
        const std::pair<std::string, std::string> rows[] = {
            {"nonsense\r\n\r\n", "400"},
            {"GET / HTTP/3.0\r\n\r\n", "400"},
            {"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400"},
            {"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
            {"POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n" + body, "413"},
            {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + body + "\r\n0\r\n\r\n", "413"},
            {"GET / HTTP/1.1\r\nX: " + long_line + "\r\n\r\n", "431"},
            {"GET /" + long_line + " HTTP/1.1\r\n\r\n", "431"},
        };
        for (const auto& [bytes, status] : rows) {
            CAPTURE(bytes.substr(0, 70));
            const std::string heard = talk(bytes + "GET /after HTTP/1.1\r\n\r\n");
            CHECK(heard.substr(0, 13) == "HTTP/1.1 " + status + " ");
            CHECK(heard.find("application/problem+json") != std::string::npos);
            CHECK(count_of(heard, "Content-Length: ") == 1);
        }
        CHECK(requests.empty());
    }

    TEST_CASE_FIXTURE(server_fixture, "an incomplete request gets 408")
    {
        options.request_deadline = 20ms;
        CHECK(talk("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab").starts_with("HTTP/1.1 408 "));
        CHECK(talk("GET / HT").starts_with("HTTP/1.1 408 "));
    }

    TEST_CASE_FIXTURE(server_fixture, "a peer that waits for 100 Continue gets it")
    {
        start();
        std::string heard;
        run_task(loop, [&]() -> task<void> {
            tcp_socket peer = connect();
            co_await write_text(peer, "POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\n"
                                      "Content-Length: 2\r\n\r\n");
            char piece[64];
            const auto [error, got] = co_await peer.async_read_some(asio::buffer(piece), as_values);
            heard.assign(piece, got);
            co_await write_text(peer, "ok");
            co_await read_to_end(peer);
        });
        CHECK(heard == "HTTP/1.1 100 Continue\r\n\r\n");
        REQUIRE(requests.size() == 1);
        CHECK(requests[0].body == "ok");
    }

    TEST_CASE_FIXTURE(server_fixture, "a connection over the maximum gets 503 until another one closes")
    {
        options.max_connections = 2;
        start();
        std::string third;
        run_task(loop, [&]() -> task<void> {
            tcp_socket one = connect();
            tcp_socket two = connect();
            co_await let_others_run();
            tcp_socket three = connect();
            third = co_await read_to_end(three);
            one.close();
            co_await let_others_run();
        });
        CHECK(third.starts_with("HTTP/1.1 503 "));
        CHECK(talk("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200 "));
    }

    TEST_CASE_FIXTURE(server_fixture, "stop ends idle connections at once, and busy ones after the grace")
    {
        start();
        std::string idle_heard = "?";
        run_task(loop, [&]() -> task<void> {
            tcp_socket idle = connect();
            tcp_socket busy = connect();
            co_await write_text(busy, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            while (requests.empty())
                co_await asio::post(asio::use_awaitable);
            co_await server->stop(20ms);
            idle_heard = co_await read_to_end(idle);
            tcp_socket late(loop);
            boost::system::error_code refused;
            late.connect({asio::ip::make_address("127.0.0.1"), server->port()}, refused);
            CHECK(refused == asio::error::connection_refused);
        });
        CHECK(idle_heard.empty());
        CHECK(failures.empty());
    }

    TEST_CASE_FIXTURE(server_fixture, "a server may be destroyed while it answers")
    {
        start();
        run_task(loop, [&]() -> task<void> {
            tcp_socket busy = connect();
            co_await write_text(busy, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            while (requests.empty())
                co_await asio::post(asio::use_awaitable);
            server.reset();
            const std::string heard = co_await read_to_end(busy);
            CHECK(heard.empty());
            co_await let_others_run();
        });
    }

    TEST_CASE_FIXTURE(server_fixture, "an address that cannot be bound is named in the error")
    {
        start();
        auto bind_again = [&] {
            return serve_tcp(loop.get_executor(), "127.0.0.1", server->port(), nullptr, options, nullptr);
        };
        CHECK_THROWS_AS(bind_again(), std::system_error);
        const std::string where = "127.0.0.1 port " + std::to_string(server->port());
        try {
            const auto second = bind_again();
        } catch (const std::system_error& error) {
            CHECK(std::string(error.what()).find(where) != std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(server_fixture,
                      "a unix socket is for owner and group, knows its peer, and is removed with its server")
    {
        const temporary_folder folder;
        const std::string path = folder.file("admin.sock");
        server = serve_unix(
            loop.get_executor(), path, [this](server_request request) { return answer(std::move(request)); },
            options, nullptr);
        struct stat file {};
        REQUIRE(::stat(path.c_str(), &file) == 0);
        CHECK((file.st_mode & 0777) == 0660);
        CHECK(server->port() == 0);
        run_task(loop, [&]() -> task<void> {
            asio::local::stream_protocol::socket peer(loop);
            peer.connect(path);
            co_await write_text(peer, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            while (requests.empty())
                co_await asio::post(asio::use_awaitable);
        });
        CHECK(requests.at(0).peer_uid == ::getuid());
        server.reset();
        CHECK(::stat(path.c_str(), &file) != 0);
    }

    TEST_CASE_FIXTURE(server_fixture,
                      "a unix socket left by a dead process is replaced, a live one and a file are not")
    {
        const temporary_folder folder;
        const std::string path = folder.file("admin.sock");
        {
            asio::local::stream_protocol::acceptor dead(loop, path);
        }
        auto serve = [&](const std::string& where) {
            return serve_unix(loop.get_executor(), where, nullptr, options, nullptr);
        };
        const auto first = serve(path);
        CHECK_THROWS_AS(serve(path), std::system_error);
        const std::string document = folder.file("notes.txt");
        std::ofstream(document) << "keep";
        CHECK_THROWS_AS(serve(document), std::system_error);
        CHECK(std::filesystem::file_size(document) == 4);
        CHECK_THROWS_AS(serve(folder.file(std::string(120, 'x'))), std::system_error);
    }
}
