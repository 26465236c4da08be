// The API on a bench: real SQLite, a hand-turned clock, a scripted receiver, and a dispatcher that does not run.
#ifndef DEFECTD_TESTS_UNIT_ADMIN_ADMIN_RIG_HPP
#define DEFECTD_TESTS_UNIT_ADMIN_ADMIN_RIG_HPP

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "defectd/admin/admin_api.hpp"
#include "unit/dispatch/dispatch_rig.hpp"

namespace defectd {

namespace json = boost::json;

constexpr uid_t daemon_uid = 1234;

/// "desk" and "night", whose URLs hold a secret path.
inline std::vector<subscriber_config> two_subscribers()
{
    std::vector<subscriber_config> subscribers;
    for (const char* const name : {"desk", "night"}) {
        subscribers.push_back(subscriber_named(name));
        subscribers.back().url = *parse_endpoint_url("https://hooks.example.com/canary-path?canary=query");
    }
    return subscribers;
}

struct admin_rig {
    explicit admin_rig(const std::vector<subscriber_config>& subscribers = two_subscribers())
        : bench(subscribers, start)
    {
        config.subscribers = subscribers;
        config.sources.emplace_back().name = "acme-us";
    }

    [[nodiscard]] server_response ask(const std::string& method, const std::string& target,
                                      std::optional<uid_t> peer = daemon_uid)
    {
        server_request request;
        request.method = method;
        request.target = target;
        request.peer_uid = peer;
        server_response response;
        run_task(bench.loop, [&]() -> task<void> { response = co_await api.answer(std::move(request)); });
        return response;
    }

    /// The document of a 200.
    [[nodiscard]] json::object get(const std::string& target) { return document(ask("GET", target)); }
    [[nodiscard]] json::object post(const std::string& target) { return document(ask("POST", target)); }

    [[nodiscard]] static json::object document(const server_response& response)
    {
        CAPTURE(response.body);
        REQUIRE(response.status == 200);
        REQUIRE(response.content_type == "application/json");
        return json::parse(response.body).as_object();
    }

    /// "404 no_such_subscriber"
    [[nodiscard]] std::string refusal(const std::string& method, const std::string& target)
    {
        const server_response response = ask(method, target);
        REQUIRE(response.content_type == "application/problem+json");
        const json::value answer = json::parse(response.body);
        CHECK(answer.at("detail").as_string().size() > 10);
        return std::to_string(response.status) + " " + answer.at("code").as_string().c_str();
    }

    /// Claims everything that is due for `subscriber` and records this end for it.
    void record(const std::string& subscriber, delivery_state next, int status)
    {
        claim_request claim{"test", bench.clock.now(), 1min, {{subscriber, 1000}}};
        round_results ended;
        ended.now = bench.clock.now();
        const claim_result claimed = bench.db->record_and_claim(ended, claim);
        for (const claimed_delivery& delivery : claimed.claimed) {
            attempt_record attempt;
            attempt.delivery = delivery.id;
            attempt.token = delivery.token;
            attempt.next = next;
            if (next == delivery_state::pending)
                attempt.due_at = bench.clock.now() + 1h;
            attempt.started_at = bench.clock.now();
            attempt.ended_at = bench.clock.now() + 120ms;
            attempt.status = status;
            attempt.failure = status == 200 ? "" : "server_error";
            ended.attempts.push_back(std::move(attempt));
        }
        claim.slots.clear();
        CHECK(bench.db->record_and_claim(ended, claim).lost_leases.empty());
    }

    daemon_rig bench;
    configuration config;
    dispatcher sending{bench.loop.get_executor(), deps_of(bench)};
    std::vector<collect_request> collections;
    admin_api api{{.clock = bench.clock,
                   .log = bench.log,
                   .random = bench.random,
                   .store = bench.db_worker,
                   .http = bench.http,
                   .sending = sending,
                   .config = config,
                   .started_at = start,
                   .own_uid = daemon_uid,
                   .collect = [this](std::string source, collect_request request) {
                       return collect(std::move(source), request);
                   }}};

private:
    task<std::vector<collected_file>> collect(std::string, collect_request request)
    {
        collections.push_back(request);
        co_return std::vector<collected_file>();
    }
};

}  // namespace defectd

#endif
