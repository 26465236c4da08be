#include "client/connection_pool.hpp"

#include <doctest/doctest.h>

#include "client_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

struct pool_fixture {
    asio::io_context loop{1};
    asio::ip::tcp::acceptor acceptor{loop, {asio::ip::make_address("127.0.0.1"), 0}};
    std::vector<tcp_socket> peers;

    std::shared_ptr<connection_pool> pool(std::size_t max_idle)
    {
        const pool_limits limits{30s, 60s, max_idle};
        return std::make_shared<connection_pool>(loop.get_executor(), limits);
    }

    std::shared_ptr<connection> connected(const std::string& key)
    {
        auto link = std::make_shared<connection>(loop.get_executor(), key);
        run_task(loop, [&]() -> task<void> {
            const auto error = co_await link->connect(acceptor.local_endpoint());
            CHECK_FALSE(error);
            auto [refused, peer] = co_await acceptor.async_accept(as_values);
            peers.push_back(std::move(peer));
        });
        return link;
    }
};

}  // namespace

TEST_SUITE("http/connection_pool")
{
    TEST_CASE_FIXTURE(pool_fixture, "the connection of a key that was used last is taken first")
    {
        const auto idle = pool(10);
        const auto first = connected("a");
        const auto second = connected("a");
        idle->put(first);
        idle->put(second);
        CHECK(idle->take("b") == nullptr);
        CHECK(idle->take("a") == second);
        CHECK(idle->take("a") == first);
        CHECK(idle->take("a") == nullptr);
    }

    TEST_CASE_FIXTURE(pool_fixture, "over the maximum the connection idle for longest is closed, of any key")
    {
        const auto idle = pool(2);
        const auto a = connected("a");
        const auto b = connected("b");
        const auto c = connected("c");
        idle->put(a);
        idle->put(b);
        CHECK(idle->take("a") == a);
        idle->put(a);
        idle->put(c);
        CHECK(idle->take("b") == nullptr);
        CHECK(idle->take("a") == a);
        CHECK(idle->take("c") == c);
        char byte = 0;
        boost::system::error_code end;
        peers[1].read_some(asio::buffer(&byte, 1), end);
        CHECK(end == asio::error::eof);
    }

    TEST_CASE_FIXTURE(pool_fixture, "a pool with a maximum of 0 keeps no connection")
    {
        const auto idle = pool(0);
        idle->put(connected("a"));
        CHECK(idle->take("a") == nullptr);
        CHECK_FALSE(idle->close_oldest());
    }

    TEST_CASE_FIXTURE(pool_fixture, "close_oldest closes the oldest connection")
    {
        const auto idle = pool(10);
        const auto a = connected("a");
        const auto b = connected("b");
        idle->put(a);
        idle->put(b);
        CHECK(idle->close_oldest());
        CHECK(idle->take("a") == nullptr);
        CHECK(idle->take("b") == b);
        CHECK_FALSE(idle->close_oldest());
    }
}
