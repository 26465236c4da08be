// Several addresses of one name: loopback addresses that take connections, refuse them or swallow them.
#include "client/connect_race.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client_fixture.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

asio::ip::tcp::endpoint at(const char* address, std::uint16_t port)
{
    return {asio::ip::make_address(address), port};
}

/// Takes no connection and refuses none: its backlog is full.
struct black_hole {
    black_hole(asio::io_context& loop, const char* address) : full(loop)
    {
        full.open(asio::ip::tcp::v4());
        full.bind(at(address, 0));
        full.listen(0);
        for (int count = 0; count < 4; ++count) {
            crowd.emplace_back(loop);
            crowd.back().async_connect(full.local_endpoint(), [](boost::system::error_code) {});
        }
        run_task(loop, let_others_run());
    }

    [[nodiscard]] std::uint16_t port() const { return full.local_endpoint().port(); }

    asio::ip::tcp::acceptor full;
    std::vector<tcp_socket> crowd;
};

struct race_fixture {
    asio::io_context loop{1};
    int rooms_made = 0;
    race_rules rules{loop.get_executor(), [this] {
                         ++rooms_made;
                         return false;
                     }};

    race_end race(const endpoint_list& addresses, duration within = 10s)
    {
        race_end end;
        run_task(loop, [&]() -> task<void> {
            end = co_await connect_first(rules, "key", addresses, std::chrono::steady_clock::now() + within);
        });
        return end;
    }
};

/// All descriptors that are left are in use until the end of its life.
class no_descriptor_left {
public:
    no_descriptor_left()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit low = before_;
        low.rlim_cur = std::min<rlim_t>(before_.rlim_cur, 256);
        ::setrlimit(RLIMIT_NOFILE, &low);
        for (int copy = ::open("/dev/null", O_RDONLY | O_CLOEXEC); copy >= 0; copy = ::dup(copies_.back()))
            copies_.push_back(copy);
    }
    ~no_descriptor_left()
    {
        for (const int each : copies_)
            ::close(each);
        ::setrlimit(RLIMIT_NOFILE, &before_);
    }
    no_descriptor_left(const no_descriptor_left&) = delete;
    no_descriptor_left& operator=(const no_descriptor_left&) = delete;

    void free_one()
    {
        ::close(copies_.back());
        copies_.pop_back();
    }

private:
    rlimit before_{};
    std::vector<int> copies_;
};

}  // namespace

TEST_SUITE("http/connect_race")
{
    TEST_CASE("the address families alternate, starting with that of the first address")
    {
        const auto a = at("192.0.2.1", 1), b = at("192.0.2.2", 1), c = at("192.0.2.3", 1);
        const auto x = at("2001:db8::1", 1), y = at("2001:db8::2", 1);
        CHECK(interleaved({a, b, c, x, y}) == endpoint_list{a, x, b, y, c});
        CHECK(interleaved({x, y, a}) == endpoint_list{x, a, y});
        CHECK(interleaved({a, b}) == endpoint_list{a, b});
        CHECK(interleaved({x}) == endpoint_list{x});
    }

    TEST_CASE_FIXTURE(race_fixture, "each address that does not answer costs 250 ms")
    {
        const black_hole hole(loop, "127.0.0.2");
        asio::ip::tcp::acceptor good(loop, at("127.0.0.1", 0));
        const auto began = std::chrono::steady_clock::now();
        const race_end one = race({hole.full.local_endpoint(), good.local_endpoint()});
        const auto took = std::chrono::steady_clock::now() - began;
        REQUIRE(one.winner);
        CHECK(took >= pause_between_addresses);
        CHECK(took < 5s);
        const race_end two =
            race({hole.full.local_endpoint(), hole.full.local_endpoint(), good.local_endpoint()});
        CHECK(two.winner);
        CHECK(std::chrono::steady_clock::now() - began - took >= 2 * pause_between_addresses);
    }

    TEST_CASE_FIXTURE(
        race_fixture,
        "an address that refuses costs no time, and after one that answers at once no other is tried")
    {
        std::uint16_t closed_port = 0;
        {
            const asio::ip::tcp::acceptor gone(loop, at("127.0.0.1", 0));
            closed_port = gone.local_endpoint().port();
        }
        asio::ip::tcp::acceptor good(loop, at("127.0.0.1", 0));
        asio::ip::tcp::acceptor never_asked(loop, at("127.0.0.1", 0));
        never_asked.non_blocking(true);
        const race_end end =
            race({at("127.0.0.1", closed_port), good.local_endpoint(), never_asked.local_endpoint()});
        CHECK(end.winner);
        boost::system::error_code nobody;
        const tcp_socket peer = never_asked.accept(nobody);
        CHECK(nobody == asio::error::would_block);
    }

    TEST_CASE_FIXTURE(race_fixture, "where no address answers, the deadline ends all of them")
    {
        const black_hole hole(loop, "127.0.0.2");
        const auto address = hole.full.local_endpoint();
        const race_end end = race({address, address, address}, 300ms);
        CHECK_FALSE(end.winner);
        CHECK(end.error);
    }

    TEST_CASE_FIXTURE(race_fixture,
                      "without a descriptor an idle connection is closed once, and the connection succeeds")
    {
        asio::ip::tcp::acceptor good(loop, at("127.0.0.1", 0));
        run_task(loop, let_others_run());
        no_descriptor_left none;
        rules.make_room = [&] {
            ++rooms_made;
            none.free_one();
            return true;
        };
        const race_end end = race({good.local_endpoint()});
        CHECK(end.winner);
        CHECK(rooms_made == 1);
    }

    TEST_CASE_FIXTURE(race_fixture, "without an idle connection the lack of a descriptor is the error")
    {
        asio::ip::tcp::acceptor good(loop, at("127.0.0.1", 0));
        run_task(loop, let_others_run());
        const no_descriptor_left none;
        const race_end end = race({good.local_endpoint()});
        CHECK_FALSE(end.winner);
        CHECK(is_out_of_descriptors(end.error));
        CHECK(rooms_made == 1);
    }

    TEST_CASE_FIXTURE(client_fixture,
                      "an attempt without a descriptor is a local failure, not the receiver's")
    {
        raw_receiver receiver(loop, raw_receiver::answering(plain_ok, requests));
        const post_request request = request_to(receiver.port());
        client = make_http_client(loop.get_executor(), names, options);
        run_task(loop, let_others_run());
        const no_descriptor_left none;
        const post_failure failure = failure_of(request);
        CHECK(name_of(failure.reason) == "local");
        CHECK(failure.what.find("LimitNOFILE") != std::string::npos);
    }

    TEST_CASE_FIXTURE(client_fixture, "a name with a dead and a live address is reached")
    {
        const black_hole hole(loop, "127.0.0.2");
        asio::ip::tcp::acceptor good(loop, at("127.0.0.1", hole.port()));
        auto serve = [](asio::ip::tcp::acceptor& from) -> task<void> {
            auto [error, peer] = co_await from.async_accept(as_values);
            co_await read_request(peer);
            co_await write_text(peer, plain_ok);
        };
        asio::co_spawn(loop, serve(good), [](std::exception_ptr) {});
        names.answers["two.test"] = {{*parse_ip("127.0.0.2"), *parse_ip("127.0.0.1")}};
        const auto began = std::chrono::steady_clock::now();
        CHECK(status_of(request_to(hole.port(), "two.test")) == 200);
        CHECK(std::chrono::steady_clock::now() - began < 4s);
    }
}
