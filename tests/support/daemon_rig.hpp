// The parts of a daemon that its collector and dispatcher are made with: real SQLite, real files, a hand-turned clock
// and a scripted receiver.
#ifndef DEFECTD_TESTS_SUPPORT_DAEMON_RIG_HPP
#define DEFECTD_TESTS_SUPPORT_DAEMON_RIG_HPP

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "defectd/store/sqlite.hpp"
#include "defectd/store/store_worker.hpp"
#include "defectd/store/subscribers.hpp"
#include "manual_clock.hpp"
#include "recorded_log.hpp"
#include "run_task.hpp"
#include "scripted_http_client.hpp"
#include "seeded_random.hpp"

namespace defectd {

inline subscriber_config subscriber_named(std::string name, std::vector<std::string> events = {"*"})
{
    subscriber_config subscriber;
    subscriber.name = std::move(name);
    subscriber.filter.events = std::move(events);
    subscriber.retry.schedule = {std::chrono::seconds{10}, std::chrono::seconds{20}};
    subscriber.retry.jitter = 0;
    return subscriber;
}

struct daemon_rig {
    explicit daemon_rig(std::vector<subscriber_config> configured, timestamp start)
        : clock(start), subscribers(std::move(configured))
    {
        set_subscribers();
    }

    /// After a change of `subscribers`.
    void set_subscribers() { db->set_subscribers(setups_of(subscribers), clock.now()); }

    /// Runs `body` with everything that is spawned on the loop, turning the clock to the next wait whenever
    /// `may_turn` says so and nothing else is left to do.
    void drive(const std::function<bool()>& is_done, const std::function<bool(timestamp)>& may_turn)
    {
        run_task(loop, [&]() -> task<void> {
            while (!is_done()) {
                co_await let_others_run();
                if (!is_done() && clock.next_wait() && may_turn(*clock.next_wait()))
                    clock.set(*clock.next_wait());
            }
        });
    }

    /// Asks the store on its own thread, as everybody must while something runs.  Not from within drive().
    template <class Question>
    auto ask(Question question)
    {
        using answer = std::invoke_result_t<Question&, store&>;
        std::optional<answer> got;
        asio::co_spawn(loop, db_worker.run(question), [&](std::exception_ptr failure, answer given) {
            if (failure)
                std::rethrow_exception(failure);
            got.emplace(std::move(given));
        });
        drive([&] { return got.has_value(); }, [](timestamp) { return false; });
        return *std::move(got);
    }

    asio::io_context loop{1};
    manual_clock clock;
    recorded_log log;
    seeded_random random{7};
    scripted_http_client http;
    std::unique_ptr<store> db = open_sqlite_store(":memory:");
    store_worker db_worker{loop.get_executor(), *db, clock, log};
    worker reading{1};
    std::vector<subscriber_config> subscribers;
};

}  // namespace defectd

#endif
