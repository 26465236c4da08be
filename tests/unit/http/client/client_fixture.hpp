// A client on a private loop, names that resolve as the test says, and requests to loopback ports.
#ifndef DEFECTD_TESTS_UNIT_HTTP_CLIENT_CLIENT_FIXTURE_HPP
#define DEFECTD_TESTS_UNIT_HTTP_CLIENT_CLIENT_FIXTURE_HPP

#include <deque>
#include <map>

#include "defectd/http/client.hpp"
#include "support/raw_receiver.hpp"
#include "support/run_task.hpp"

namespace defectd {

/// Gives the queued answers of a name one after the other, the last one for ever; silent names never answer.
class scripted_names final : public resolver {
public:
    std::map<std::string, std::deque<std::vector<ip_address>>> answers;
    int asked = 0;
    std::vector<std::string> askers;

    [[nodiscard]] task<result<std::vector<ip_address>, text_error>> resolve(std::string host,
                                                                            std::string asker) override
    {
        ++asked;
        askers.push_back(std::move(asker));
        if (host == "silent.test") {
            asio::steady_timer never(co_await asio::this_coro::executor,
                                     asio::steady_timer::time_point::max());
            co_await never.async_wait(as_values);
            co_return text_error{"name resolution was cancelled"};
        }
        auto& queue = answers[host];
        if (queue.empty())
            co_return text_error{"the name does not exist"};
        std::vector<ip_address> answer = queue.front();
        if (queue.size() > 1)
            queue.pop_front();
        co_return answer;
    }
};

struct client_fixture {
    asio::io_context loop{1};
    scripted_names names;
    http_client_options options;
    std::unique_ptr<http_client> client;
    std::vector<std::string> requests;

    client_fixture()
    {
        options.egress.allow_http = true;
        options.egress.allow_networks = {*parse_network("127.0.0.0/8"), *parse_network("::1/128")};
        names.answers["desk.test"] = {{*parse_ip("127.0.0.1")}};
    }

    /// A request to that loopback port; the client is made at the first, so set `options` before.
    [[nodiscard]] post_request request_to(std::uint16_t port, const std::string& host = "127.0.0.1")
    {
        post_request request;
        request.pool = "desk";
        request.url.tls = false;
        request.url.host = host;
        request.url.literal = parse_ip(host);
        request.url.port = port;
        request.url.target = "/hook?k=1";
        request.body = R"({"type":"defect.created"})";
        request.timeout = std::chrono::seconds{20};
        options.egress.allow_ports.push_back(port);
        return request;
    }

    post_outcome post(const post_request& request)
    {
        if (!client)
            client = make_http_client(loop.get_executor(), names, options);
        post_outcome outcome;
        run_task(loop, [&]() -> task<void> { outcome = co_await client->post(request); });
        return outcome;
    }

    /// The answer to a post that must be answered.
    post_response response_of(const post_request& request)
    {
        post_outcome outcome = post(request);
        if (const auto* const failure = std::get_if<post_failure>(&outcome))
            throw std::runtime_error("not answered: " + failure->what);
        return std::get<post_response>(std::move(outcome));
    }

    /// The status, or -1 when there was none.
    int status_of(const post_request& request)
    {
        const post_outcome outcome = post(request);
        const auto* const response = std::get_if<post_response>(&outcome);
        return response != nullptr ? response->status : -1;
    }

    /// The failure of a post that must fail.
    post_failure failure_of(const post_request& request)
    {
        const post_outcome outcome = post(request);
        const auto* const failure = std::get_if<post_failure>(&outcome);
        if (failure == nullptr)
            throw std::runtime_error("answered with " +
                                     std::to_string(std::get<post_response>(outcome).status));
        return *failure;
    }
};

}  // namespace defectd

#endif
