#include "defectd/webhook/concurrency.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <queue>
#include <vector>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp start = *parse_rfc3339("2026-11-23T11:00:00Z");

struct answer {
    duration latency;
    load_sample::kind outcome = load_sample::kind::answered;
};

/// A receiver, told when a request comes and how many it then works on: when, and how it answers.
using receiver = std::function<answer(timestamp now, int in_flight)>;

/// A subscriber with a backlog without end, in virtual time.  Places as health has them: one after a failure.
class sender {
public:
    explicit sender(receiver to) : to_(std::move(to)) {}

    /// Goes on until `end`; `max` attempts at the same time are wanted.
    void run(timestamp end, int max = 100'000)
    {
        while (fill(max), !under_way_.empty() && under_way_.top().ended_at <= end) {
            const load_sample ended = under_way_.top();
            under_way_.pop();
            now_ = ended.ended_at;
            limit.note(ended);
            is_failing_ = ended.outcome != load_sample::kind::answered;
            ++(is_failing_ ? failures : answers);
            highest = std::max(highest, limit.value());
        }
        now_ = end;
    }

    concurrency_limit limit;
    int answers = 0;
    int failures = 0;
    int highest = 0;

private:
    struct later {
        bool operator()(const load_sample& a, const load_sample& b) const { return a.ended_at > b.ended_at; }
    };

    void fill(int max)
    {
        const int places = std::min(max, is_failing_ ? 1 : limit.value());
        while (static_cast<int>(under_way_.size()) < places) {
            const int in_flight = static_cast<int>(under_way_.size()) + 1;
            const answer got = to_(now_, in_flight);
            under_way_.push({.outcome = got.outcome,
                             .started_at = now_,
                             .ended_at = now_ + got.latency,
                             .latency = got.latency,
                             .in_flight = in_flight});
        }
    }

    receiver to_;
    timestamp now_ = start;
    std::priority_queue<load_sample, std::vector<load_sample>, later> under_way_;
    bool is_failing_ = false;
};

answer in_20_ms(timestamp, int)
{
    return {20ms};
}

/// Works on this many at a time, 20 ms each; the others wait in line.
receiver with_workers(int workers, duration each = 20ms)
{
    auto free_at = std::make_shared<std::vector<timestamp>>(static_cast<std::size_t>(workers), start);
    return [free_at, each](timestamp now, int) {
        const auto soonest = std::ranges::min_element(*free_at);
        *soonest = std::max(*soonest, now) + each;
        return answer{*soonest - now};
    };
}

/// Answers in 20 ms up to this many at a time, and refuses the others.
receiver refusing_above(int max)
{
    return [max](timestamp, int in_flight) {
        return in_flight <= max ? answer{20ms} : answer{2ms, load_sample::kind::overloaded};
    };
}

}  // namespace

TEST_SUITE("webhook/concurrency")
{
    TEST_CASE("the limit is 4 at first")
    {
        CHECK(concurrency_limit{}.value() == 4);
    }

    TEST_CASE(
        "a receiver that answers in 20 ms gets 1,000 requests in the first second and over 5,000 per second later")
    {
        sender desk(in_20_ms);
        desk.run(start + 1s);
        CHECK(desk.answers > 1000);
        const int before = desk.answers;
        desk.run(start + 2s);
        CHECK(desk.answers - before > 5000);
        desk.run(start + 2min);
        CHECK(desk.answers / 120 > 5000);
        CHECK(desk.limit.value() <= concurrency_limit::max);
    }

    TEST_CASE("a limit that is not used does not grow")
    {
        sender desk(in_20_ms);
        desk.run(start + 20s, 3);
        CHECK(desk.highest == 4);
    }

    TEST_CASE("a receiver that answers one request at a time gets nearly its maximum rate")
    {
        for (const int workers : {1, 2, 5, 10, 50}) {
            CAPTURE(workers);
            sender desk(with_workers(workers));
            desk.run(start + 10s);
            CHECK(desk.highest <= 4 * std::max(4, workers));
            const int before = desk.answers;
            desk.run(start + 70s);
            CHECK(desk.answers - before > workers * 50 * 60 * 9 / 10);
            CHECK(desk.limit.value() <= 3 * std::max(4, workers));
        }
    }

    TEST_CASE("a receiver with a limit of its own rejects few requests")
    {
        for (const int max : {1, 2, 3, 5, 16, 100}) {
            CAPTURE(max);
            sender desk(refusing_above(max));
            desk.run(start + 10s);
            const int failed = desk.failures;
            const int before = desk.answers;
            desk.run(start + 310s);
            CHECK(desk.failures - failed < 5 * 60);
            CHECK((desk.answers - before) / 300 > max * 50 / 2);
            CHECK(desk.limit.value() <= 2 * max);
        }
    }

    TEST_CASE("a receiver that became slower by itself does not count as overloaded")
    {
        sender desk([](timestamp now, int) { return answer{now < start + 5s ? 20ms : 100ms}; });
        desk.run(start + 60s);
        const int before = desk.answers;
        desk.run(start + 61s);
        CHECK(desk.answers - before > 1000);
    }

    TEST_CASE("a receiver that became slow under load gets fewer requests")
    {
        auto crowded = std::make_shared<bool>(false);
        sender desk([crowded](timestamp, int in_flight) {
            return answer{*crowded ? 20ms * std::max(1, in_flight / 4) : 20ms};
        });
        desk.run(start + 1s);
        CHECK(desk.limit.value() > 20);
        *crowded = true;
        desk.run(start + 20s);
        CHECK(desk.limit.value() <= 16);
    }

    TEST_CASE("a minute after an outage the receiver gets as many requests as before")
    {
        sender desk([](timestamp now, int) {
            const bool is_down = now >= start + 5s && now < start + 60s;
            return is_down ? answer{1ms, load_sample::kind::overloaded} : answer{20ms};
        });
        desk.run(start + 60s);
        CHECK(desk.limit.value() == 1);
        desk.run(start + 120s);
        const int before = desk.answers;
        desk.run(start + 121s);
        CHECK(desk.answers - before > 1000);
    }

    TEST_CASE("occasional failures without load hardly lower the limit")
    {
        int nth = 0;
        sender desk([&nth](timestamp, int) {
            return ++nth % 500 == 0 ? answer{20ms, load_sample::kind::failed} : answer{20ms};
        });
        desk.run(start + 60s);
        CHECK(desk.answers / 60 > 1000);
    }

    TEST_CASE("a burst of failures lowers the limit once")
    {
        concurrency_limit limit;
        for (int i = 0; i < 4; ++i)
            limit.note({load_sample::kind::overloaded, start, start + 20s, {}, 4});
        CHECK(limit.value() == 2);
        limit.note({load_sample::kind::overloaded, start + 21s, start + 22s, {}, 1});
        CHECK(limit.value() == 1);
    }

    TEST_CASE("a clock that is set back does not stop the adaptation")
    {
        concurrency_limit limit;
        const auto round = [&limit](timestamp at) {
            for (int i = 1; i <= limit.value(); ++i)
                limit.note({load_sample::kind::answered, at, at + 20ms, 20ms, i});
        };
        round(start);
        CHECK(limit.value() == 8);
        for (int i = 0; i < 3; ++i)
            round(start - 1h + 100ms * i);
        CHECK(limit.value() >= 16);
    }
}
