#include <doctest/doctest.h>

#include <map>
#include <set>

#include "dispatch_rig.hpp"

using namespace defectd;

namespace {

/// Events of several accounts, in one commit each, so that the order of telling is that of the calls.
void emit(daemon_rig& rig, const std::string& id, const std::string& account)
{
    collection_commit commit;
    commit.record.scope = {account, "US", fulfillment::mfn};
    commit.record.source = "reports";
    commit.expected_version = rig.db->load_scope(commit.record.scope).version;
    commit.now = rig.clock.now();
    event ev;
    ev.id = id;
    ev.type = "defect.created";
    ev.at = commit.now;
    ev.account = account;
    ev.body = R"({"type":"defect.created","timestamp":"2026-11-23T11:00:00.000Z","data":{}})";
    commit.events.push_back({std::move(ev), {"desk"}});
    REQUIRE(rig.db->commit_collection(commit));
}

std::vector<std::string> ids_sent(const daemon_rig& rig)
{
    std::vector<std::string> ids;
    ids.reserve(rig.http.requests.size());
    for (const post_request& request : rig.http.requests)
        ids.push_back(request.headers.at(0).second);
    return ids;
}

struct order_rig : daemon_rig {
    order_rig() : daemon_rig({subscriber_named("desk")}, start)
    {
        subscribers[0].in_order = true;
        set_subscribers();
    }
};

using ids = std::vector<std::string>;

}  // namespace

TEST_SUITE("dispatch/order dispatch")
{
    TEST_CASE("an event waits for the one before it of its account, and not for other accounts")
    {
        order_rig rig;
        emit(rig, "evt_a1", "a");
        emit(rig, "evt_a2", "a");
        emit(rig, "evt_b1", "b");
        rig.http.answer_next("desk", 500);  // a1
        running_dispatcher running(rig);
        running.go_on_to(start + 5s);
        CHECK(ids_sent(rig) == ids{"evt_a1", "evt_b1"});
        running.go_on_to(start + 11s);
        CHECK(ids_sent(rig) == ids{"evt_a1", "evt_b1", "evt_a1", "evt_a2"});
    }

    TEST_CASE("an exhausted delivery unblocks the next")
    {
        order_rig rig;
        emit(rig, "evt_a1", "a");
        emit(rig, "evt_a2", "a");
        for (int i = 0; i < 3; ++i)
            rig.http.answer_next("desk", 500);
        running_dispatcher running(rig);
        running.go_on_to(start + 100s);
        CHECK(ids_sent(rig) == ids{"evt_a1", "evt_a1", "evt_a1", "evt_a2"});
    }

    TEST_CASE("the order survives a restart between a failure and its retry")
    {
        order_rig rig;
        emit(rig, "evt_a1", "a");
        emit(rig, "evt_a2", "a");
        rig.http.answer_next("desk", 500);
        {
            running_dispatcher running(rig);
            running.go_on_to(start + 1s);
        }
        rig.set_subscribers();
        running_dispatcher running(rig);
        running.go_on_to(start + 11s);
        CHECK(ids_sent(rig) == ids{"evt_a1", "evt_a1", "evt_a2"});
    }

    TEST_CASE("with random failures each account's events are delivered in order")
    {
        order_rig rig;
        std::map<std::string, ids> sent;
        for (int i = 0; i < 60; ++i) {
            const std::string account(1, static_cast<char>('a' + rig.random.unit() * 3));
            const std::string id = "evt_" + account + std::to_string(i);
            emit(rig, id, account);
            sent[account].push_back(id);
        }
        std::map<std::string, ids> arrived;
        rig.subscribers[0].retry.schedule.assign(30, 10s);
        rig.http.otherwise = [&](const post_request& request) {
            if (rig.random.unit() < 0.4)
                return post_outcome(response_of(500));
            const std::string id = request.headers.at(0).second;
            arrived[id.substr(4, 1)].push_back(id);
            return post_outcome(response_of(200));
        };
        running_dispatcher running(rig);
        running.go_on_until(
            [&] { return arrived["a"].size() + arrived["b"].size() + arrived["c"].size() == 60; });
        CHECK(arrived == sent);
    }
}
