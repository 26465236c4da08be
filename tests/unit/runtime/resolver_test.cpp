#include "defectd/runtime/resolver.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "resolver_parts.hpp"
#include "support/run_task.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const std::vector<ip_address> some_addresses = {*parse_ip("192.0.2.1"), *parse_ip("2001:db8::1")};

/// A name server of the test: names that begin with "slow" hang until released, "bad" ones do not exist.
/// Shared with the look-up threads, which may outlive the test's resolver.
class name_server {
public:
    lookup_answer look_up(const std::string& host)
    {
        std::unique_lock lock(mutex_);
        ++asked_[host];
        threads_.insert(std::this_thread::get_id());
        ++busy_;
        changed_.notify_all();
        if (host.starts_with("slow"))
            changed_.wait(lock, [&] { return released_; });
        --busy_;
        changed_.notify_all();
        if (host.starts_with("bad"))
            return text_error{"the name does not exist"};
        return addresses_;
    }

    void wait_until_busy(int count)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return busy_ == count; });
    }

    void release()
    {
        const std::lock_guard lock(mutex_);
        released_ = true;
        changed_.notify_all();
    }

    void hold_again()
    {
        const std::lock_guard lock(mutex_);
        released_ = false;
    }

    int asked(const std::string& host)
    {
        const std::lock_guard lock(mutex_);
        return asked_[host];
    }

    std::size_t threads()
    {
        const std::lock_guard lock(mutex_);
        return threads_.size();
    }

private:
    const std::vector<ip_address> addresses_ = some_addresses;  ///< a copy: main may end before the thread
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, int> asked_;
    std::set<std::thread::id> threads_;
    int busy_ = 0;
    bool released_ = false;
};

struct fixture {
    asio::io_context loop{1};
    std::shared_ptr<name_server> server = std::make_shared<name_server>();
    std::chrono::steady_clock::time_point now{};
    std::unique_ptr<resolver> names = make(2);

    ~fixture() { server->release(); }

    std::unique_ptr<resolver> make(std::size_t threads, std::size_t for_prompt_names = 0)
    {
        resolver_parts parts;
        parts.bounds = {threads, for_prompt_names};
        parts.look_up = [name_server = server](const std::string& host) {
            return name_server->look_up(host);
        };
        parts.steady_now = [this] { return now; };
        return make_resolver(loop.get_executor(), std::move(parts));
    }

    lookup_answer resolve(std::string host)
    {
        lookup_answer answer = text_error{"never asked"};
        run_task(loop, [&]() -> task<void> { answer = co_await names->resolve(std::move(host), "desk"); });
        return answer;
    }

    /// Begins a look-up; `answer` is filled when it ends.
    void begin(const std::string& host, std::optional<lookup_answer>& answer,
               const std::string& asker = "desk", asio::cancellation_slot slot = {})
    {
        auto body = [](resolver& from, std::string name, std::string who,
                       std::optional<lookup_answer>& into) -> task<void> {
            into = co_await from.resolve(std::move(name), std::move(who));
        };
        asio::co_spawn(
            loop, body(*names, host, asker, answer),
            asio::bind_cancellation_slot(slot, [](std::exception_ptr error) { CHECK_FALSE(error); }));
        loop.restart();
        loop.poll();
    }
};

}  // namespace

TEST_SUITE("runtime/resolver")
{
    TEST_CASE_FIXTURE(fixture, "every address of a name is returned, in order")
    {
        const lookup_answer answer = resolve("shop.example");
        REQUIRE(answer.has_value());
        CHECK(*answer == some_addresses);
    }

    TEST_CASE_FIXTURE(fixture, "an IP literal is not looked up")
    {
        const lookup_answer answer = resolve("2001:db8::9");
        REQUIRE(answer.has_value());
        CHECK(*answer == std::vector<ip_address>{*parse_ip("2001:db8::9")});
        CHECK(server->asked("2001:db8::9") == 0);
    }

    TEST_CASE_FIXTURE(fixture, "a successful answer is cached for 10 s")
    {
        REQUIRE(resolve("shop.example").has_value());
        now += 9999ms;
        REQUIRE(resolve("shop.example").has_value());
        CHECK(server->asked("shop.example") == 1);
        now += 1ms;
        REQUIRE(resolve("shop.example").has_value());
        CHECK(server->asked("shop.example") == 2);
    }

    TEST_CASE_FIXTURE(fixture, "a failure is cached for 5 s")
    {
        const lookup_answer answer = resolve("bad.example");
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().what == "the name does not exist");
        now += 4999ms;
        CHECK_FALSE(resolve("bad.example").has_value());
        CHECK(server->asked("bad.example") == 1);
        now += 1ms;
        CHECK_FALSE(resolve("bad.example").has_value());
        CHECK(server->asked("bad.example") == 2);
    }

    TEST_CASE_FIXTURE(fixture, "the number of cached answers is limited")
    {
        for (std::size_t name = 0; name <= max_cached_answers; ++name)
            REQUIRE(resolve("n" + std::to_string(name)).has_value());
        CHECK(server->asked("n0") == 1);
        REQUIRE(resolve("n0").has_value());
        CHECK(server->asked("n0") == 2);
    }

    TEST_CASE_FIXTURE(fixture, "concurrent requests for one name share one look-up")
    {
        std::optional<lookup_answer> answers[5];
        for (auto& each : answers)
            begin("slow.example", each);
        server->wait_until_busy(1);
        server->release();
        loop.restart();
        loop.run();
        for (const auto& each : answers) {
            REQUIRE(each);
            CHECK(each->has_value());
        }
        CHECK(server->asked("slow.example") == 1);
    }

    TEST_CASE_FIXTURE(fixture, "a name that hangs does not delay other names")
    {
        std::optional<lookup_answer> hanging;
        begin("slow.example", hanging);
        server->wait_until_busy(1);
        CHECK(resolve("quick.example").has_value());
        CHECK_FALSE(hanging);
    }

    TEST_CASE_FIXTURE(fixture, "there are never more threads than allowed; further look-ups wait")
    {
        std::optional<lookup_answer> answers[6];
        for (int each = 0; each < 6; ++each)
            begin("slow" + std::to_string(each), answers[each], "desk" + std::to_string(each));
        server->wait_until_busy(2);
        server->release();
        loop.restart();
        loop.run();
        for (const auto& each : answers)
            CHECK(each);
        CHECK(server->threads() == 2);
    }

    TEST_CASE("many names that hang do not stop other names")
    {
        for (const int hanging : {8, 100, 1000}) {
            CAPTURE(hanging);
            fixture many;
            const lookup_bounds usual;
            many.names = many.make(usual.any, usual.prompt);
            std::vector<std::optional<lookup_answer>> answers(static_cast<std::size_t>(hanging));
            for (int each = 0; each < hanging; ++each)
                many.begin("slow" + std::to_string(each), answers[static_cast<std::size_t>(each)],
                           "desk" + std::to_string(each));
            many.server->wait_until_busy(hanging);
            CHECK(many.resolve("quick.example").has_value());
            many.server->release();
            many.loop.restart();
            many.loop.run();
            for (const auto& each : answers)
                CHECK(each);
        }
    }

    TEST_CASE_FIXTURE(fixture, "while every thread hangs, names that resolved promptly before still resolve")
    {
        names = make(2, 1);
        REQUIRE(resolve("known.example").has_value());
        now += 10s;
        std::optional<lookup_answer> hanging[2];
        begin("slow0", hanging[0], "a");
        begin("slow1", hanging[1], "b");
        server->wait_until_busy(2);
        std::optional<lookup_answer> unknown;
        begin("new.example", unknown, "c");
        CHECK(resolve("known.example").has_value());
        CHECK_FALSE(unknown);
        server->release();
        loop.restart();
        loop.run();
        CHECK(unknown);
    }

    TEST_CASE_FIXTURE(fixture, "a name that was slow or failed does not count as prompt")
    {
        names = make(2, 1);
        std::optional<lookup_answer> slow_answer;
        begin("slow.example", slow_answer, "a");
        server->wait_until_busy(1);
        now += 2s;
        server->release();
        loop.restart();
        loop.run();
        REQUIRE(slow_answer);
        CHECK(slow_answer->has_value());
        CHECK_FALSE(resolve("bad.example").has_value());
        now += 10s;
        server->hold_again();
        std::optional<lookup_answer> hanging[2];
        begin("slow1", hanging[0], "b");
        begin("slow2", hanging[1], "c");
        server->wait_until_busy(2);
        std::optional<lookup_answer> again[2];
        begin("slow.example", again[0], "d");
        begin("bad.example", again[1], "e");
        CHECK(server->asked("slow.example") == 1);
        CHECK(server->asked("bad.example") == 1);
        server->release();
        loop.restart();
        loop.run();
        CHECK(again[0]);
        CHECK(again[1]);
    }

    TEST_CASE_FIXTURE(fixture, "one subscriber with many names that hang uses two threads")
    {
        names = make(8);
        std::vector<std::optional<lookup_answer>> answers(100);
        for (std::size_t each = 0; each < answers.size(); ++each)
            begin("slow" + std::to_string(each), answers[each], "tarpit");
        server->wait_until_busy(2);
        for (int each = 0; each < 5; ++each)
            CHECK(resolve("quick" + std::to_string(each)).has_value());
        server->release();
        loop.restart();
        loop.run();
        CHECK(answers.back());
    }

    TEST_CASE_FIXTURE(fixture, "the third name of a subscriber whose names hang waits")
    {
        names = make(8);
        std::optional<lookup_answer> answers[5];
        for (int each = 0; each < 5; ++each)
            begin("slow" + std::to_string(each), answers[each], "tarpit");
        server->wait_until_busy(2);
        CHECK(resolve("quick.example").has_value());
        CHECK(server->asked("slow2") == 0);
        server->release();
        loop.restart();
        loop.run();
        for (const auto& each : answers)
            CHECK(each);
        CHECK(server->asked("slow4") == 1);
    }

    TEST_CASE_FIXTURE(
        fixture, "a name that waits for one subscriber's threads starts when another subscriber requests it")
    {
        names = make(8);
        std::optional<lookup_answer> answers[4];
        begin("slow0", answers[0], "tarpit");
        begin("slow1", answers[1], "tarpit");
        begin("slow.shared", answers[2], "tarpit");
        server->wait_until_busy(2);
        begin("slow.shared", answers[3], "desk");
        server->wait_until_busy(3);
        server->release();
        loop.restart();
        loop.run();
        for (const auto& each : answers)
            CHECK(each);
        CHECK(server->asked("slow.shared") == 1);
    }

    TEST_CASE_FIXTURE(fixture, "sequential look-ups use one thread")
    {
        for (int name = 0; name < 20; ++name) {
            REQUIRE(resolve("n" + std::to_string(name)).has_value());
            server->wait_until_busy(0);
        }
        CHECK(server->threads() <= 2);
    }

    TEST_CASE_FIXTURE(fixture, "a cancelled wait ends at once, and other waits get the answer")
    {
        asio::cancellation_signal cancel;
        std::optional<lookup_answer> leaving;
        std::optional<lookup_answer> staying;
        begin("slow.example", leaving, "desk", cancel.slot());
        begin("slow.example", staying);
        server->wait_until_busy(1);
        cancel.emit(asio::cancellation_type::terminal);
        loop.poll();
        REQUIRE(leaving);
        CHECK(leaving->has_error());
        CHECK_FALSE(staying);
        server->release();
        loop.restart();
        loop.run();
        REQUIRE(staying);
        CHECK(staying->has_value());
    }

    TEST_CASE_FIXTURE(fixture, "destroying the resolver does not wait for a look-up that hangs")
    {
        asio::cancellation_signal cancel;
        std::optional<lookup_answer> answer;
        begin("slow.example", answer, "desk", cancel.slot());
        server->wait_until_busy(1);
        cancel.emit(asio::cancellation_type::terminal);
        loop.poll();
        names.reset();
        server->release();
        server->wait_until_busy(0);
        loop.restart();
        loop.poll();
    }

    TEST_CASE("the system's resolver finds localhost")
    {
        asio::io_context loop(1);
        const auto names = make_system_resolver(loop.get_executor(), {});
        run_task(loop, [&]() -> task<void> {
            const lookup_answer answer = co_await names->resolve("localhost", "desk");
            CHECK(answer.has_value());
        });
    }
}
