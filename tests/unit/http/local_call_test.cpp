#include "defectd/http/local_call.hpp"
#include "defectd/http/server.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <doctest/doctest.h>

#include <filesystem>

#include <thread>

#include "support/temporary_folder.hpp"
#include "unit/http/server/server_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

/// A unix-socket server whose loop runs on a thread of its own, as a daemon's would.
struct daemon_fixture : server_fixture {
    temporary_folder folder;
    std::string path = folder.file("admin.sock");
    std::thread thread;

    void start_daemon()
    {
        server = serve_unix(
            loop.get_executor(), path, [this](server_request request) { return answer(std::move(request)); },
            options, nullptr);
        thread = std::thread([this] { loop.run(); });
    }

    ~daemon_fixture()
    {
        loop.stop();
        if (thread.joinable())
            thread.join();
    }
};

}  // namespace

TEST_SUITE("http/local_call")
{
    TEST_CASE_FIXTURE(daemon_fixture, "small and large requests and answers are exchanged")
    {
        options.max_body_bytes = 10'000'000;
        start_daemon();
        for (const std::size_t size : {0U, 5U, 3'000'000U}) {
            const std::string body(size, 'x');
            const auto answer = call_local(path, "POST", "/api/v1/status", body, 20s);
            REQUIRE(answer.has_value());
            CHECK(answer->status == 200);
            CHECK(answer->body == body);
        }
    }

    TEST_CASE_FIXTURE(daemon_fixture, "a request that is rejected half-way gets its answer")
    {
        options.max_body_bytes = 1000;
        start_daemon();
        const auto answer = call_local(path, "POST", "/", std::string(5'000'000, 'x'), 20s);
        REQUIRE(answer.has_value());
        CHECK(answer->status == 413);
    }

    TEST_CASE_FIXTURE(daemon_fixture, "no file or no listener means no daemon")
    {
        const auto missing = call_local(path, "GET", "/", "", 1s);
        REQUIRE(missing.has_error());
        CHECK(missing.error().kind == local_failure_kind::no_daemon);
        CHECK(missing.error().what.find(path) != std::string::npos);
        {
            asio::local::stream_protocol::acceptor dead(loop, path);
        }
        const auto dead = call_local(path, "GET", "/", "", 1s);
        REQUIRE(dead.has_error());
        CHECK(dead.error().kind == local_failure_kind::no_daemon);
    }

    TEST_CASE_FIXTURE(daemon_fixture, "a daemon that does not answer is broken after the timeout")
    {
        start_daemon();
        const auto answer = call_local(path, "GET", "/slow", "", 50ms);
        REQUIRE(answer.has_error());
        CHECK(answer.error().kind == local_failure_kind::broken);
        CHECK(answer.error().what.find("50ms") != std::string::npos);
    }

    TEST_CASE_FIXTURE(daemon_fixture, "something other than a daemon is broken")
    {
        asio::local::stream_protocol::acceptor acceptor(loop, path);
        std::thread babbler([&] {
            asio::local::stream_protocol::socket peer(loop);
            acceptor.accept(peer);
            asio::write(peer, asio::buffer(std::string_view("220 mail ready\r\n\r\n")));
        });
        const auto answer = call_local(path, "GET", "/", "", 10s);
        babbler.join();
        REQUIRE(answer.has_error());
        CHECK(answer.error().kind == local_failure_kind::broken);
    }

    TEST_CASE("a name that is too long for a socket is `broken`")
    {
        const auto answer = call_local("/tmp/" + std::string(200, 'x'), "GET", "/", "", 1s);
        REQUIRE(answer.has_error());
        CHECK(answer.error().kind == local_failure_kind::broken);
    }

    TEST_CASE("the path of a socket may be longer than a socket address")
    {
        const temporary_folder folder;
        const std::string deep = folder.file(std::string(150, 'd'));
        std::filesystem::create_directory(deep);
        asio::io_context loop(1);
        const auto answer = [](server_request) -> task<server_response> {
            server_response response;
            response.body = "{}";
            co_return response;
        };
        const auto server =
            serve_unix(loop.get_executor(), deep + "/admin.sock", answer, {}, [](const std::string&) {});
        std::thread serving([&] { loop.run(); });
        const auto called = call_local(deep + "/admin.sock", "GET", "/", "", 5s);
        loop.stop();
        serving.join();
        REQUIRE(called.has_value());
        CHECK(called->status == 200);
    }
}
