// What the tests of the dispatcher share: events to send, and a dispatcher that runs until something holds.
#ifndef DEFECTD_TESTS_UNIT_DISPATCH_DISPATCH_RIG_HPP
#define DEFECTD_TESTS_UNIT_DISPATCH_DISPATCH_RIG_HPP

#include <boost/asio/co_spawn.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "defectd/dispatch/dispatcher.hpp"
#include "support/daemon_rig.hpp"
#include "support/newest_events.hpp"

namespace defectd {

using namespace std::chrono_literals;

inline const timestamp start = *parse_rfc3339("2026-11-23T11:00:00Z");

/// One commit with `count` events for the subscribers.
inline collection_commit commit_of(store& db, timestamp now, int count,
                                   const std::vector<std::string>& subscribers)
{
    static int made = 0;
    collection_commit commit;
    commit.record.scope = {"acme", "US", fulfillment::mfn};
    commit.record.source = "reports";
    commit.expected_version = db.load_scope(commit.record.scope).version;
    commit.now = now;
    for (int i = 0; i < count; ++i) {
        event ev;
        ev.id = "evt_" + std::to_string(++made);
        ev.type = "defect.created";
        ev.at = now;
        ev.account = commit.record.scope.account;
        ev.body = R"({"type":"defect.created","timestamp":"2026-11-23T11:00:00.000Z","data":{}})";
        commit.events.push_back({std::move(ev), subscribers});
    }
    return commit;
}

inline void put_events(daemon_rig& rig, int count, const std::vector<std::string>& subscribers)
{
    REQUIRE(rig.db->commit_collection(commit_of(*rig.db, rig.clock.now(), count, subscribers)));
}

/// As a collector does it: on the store's thread, then wake().
inline void put_events_while_running(daemon_rig& rig, dispatcher& sender, int count,
                                     const std::vector<std::string>& subscribers)
{
    auto put = [&rig, count, &subscribers](store& db) {
        return db.commit_collection(commit_of(db, rig.clock.now(), count, subscribers));
    };
    bool committed = false;
    asio::co_spawn(rig.loop, rig.db_worker.run(put),
                   [&](std::exception_ptr, bool done) { committed = done; });
    rig.drive([&] { return committed; }, [](timestamp) { return false; });
    sender.wake();
}

inline dispatcher_deps deps_of(daemon_rig& rig)
{
    return {rig.clock, rig.log, rig.random, rig.db_worker, rig.http, rig.subscribers, 256, "test"};
}

/// Runs a dispatcher until `is_done`, then stops it and sees it end.
inline void dispatch_until(
    daemon_rig& rig, dispatcher& sender, const std::function<bool()>& is_done,
    const std::function<bool(timestamp)>& may_turn = [](timestamp) { return true; })
{
    bool ended = false;
    asio::co_spawn(rig.loop, sender.run(), [&](std::exception_ptr failure) {
        CHECK_FALSE(failure);
        ended = true;
    });
    rig.drive(is_done, may_turn);
    sender.stop(rig.clock.now() + 5s);
    rig.drive([&] { return ended; }, [](timestamp) { return true; });
}

inline store_overview overview(daemon_rig& rig)
{
    return rig.ask([&rig](store& db) { return db.overview(rig.clock.now()); });
}

inline std::uint64_t delivered(daemon_rig& rig)
{
    std::uint64_t count = 0;
    for (const subscriber_overview& subscriber : overview(rig).subscribers)
        count += subscriber.delivered;
    return count;
}

/// A dispatcher that runs beside the test, to be stopped by it.
class running_dispatcher {
public:
    explicit running_dispatcher(daemon_rig& rig) : running_dispatcher(rig, deps_of(rig)) {}
    running_dispatcher(daemon_rig& rig, const dispatcher_deps& deps)
        : rig_(rig), sender_(rig.loop.get_executor(), deps)
    {
        asio::co_spawn(rig.loop, sender_.run(), [this](std::exception_ptr failure) {
            CHECK_FALSE(failure);
            ended_ = true;
        });
    }
    ~running_dispatcher()
    {
        sender_.stop(rig_.clock.now() + 5s);
        rig_.drive([this] { return ended_; }, [](timestamp) { return true; });
    }
    running_dispatcher(const running_dispatcher&) = delete;
    running_dispatcher& operator=(const running_dispatcher&) = delete;

    [[nodiscard]] dispatcher& operator*() { return sender_; }
    [[nodiscard]] dispatcher* operator->() { return &sender_; }

    /// Turns the clock from wait to wait, no further than `latest`, until `is_done`.
    void go_on_until(const std::function<bool()>& is_done, timestamp latest = timestamp::max())
    {
        rig_.drive(is_done, [latest](timestamp at) { return at <= latest; });
    }

    /// Goes on to `until`: everything that is due by then has happened.
    void go_on_to(timestamp until)
    {
        settle_down(until);
        rig_.clock.set(until);
        settle_down(until);
    }

    void command(const std::string& subscriber, subscriber_command what)
    {
        bool done = false;
        asio::co_spawn(rig_.loop, sender_.command(subscriber, what), [&](std::exception_ptr failure) {
            CHECK_FALSE(failure);
            done = true;
        });
        rig_.drive([&] { return done; }, [](timestamp) { return false; });
    }

    void put(int count, const std::vector<std::string>& subscribers)
    {
        put_events_while_running(rig_, sender_, count, subscribers);
    }

private:
    /// Turns the clock from wait to wait until nothing is left to do by `until`.  A question to the store ends behind
    /// all that the dispatcher asked of it before.
    void settle_down(timestamp until)
    {
        constexpr int quiet_enough = 10;
        for (int quiet = 0; quiet < quiet_enough; ++quiet) {
            rig_.ask([](store&) { return true; });
            const auto next = rig_.clock.next_wait();
            if (!next || *next > until)
                continue;
            rig_.clock.set(*next);
            quiet = 0;
        }
    }

    daemon_rig& rig_;
    dispatcher sender_;
    bool ended_ = false;
};

}  // namespace defectd

#endif
