// An http_client that follows a script and remembers what it was asked to send.
#ifndef DEFECTD_TESTS_SUPPORT_SCRIPTED_HTTP_CLIENT_HPP
#define DEFECTD_TESTS_SUPPORT_SCRIPTED_HTTP_CLIENT_HPP

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// An answer without a body.
inline post_response response_of(int status)
{
    post_response response;
    response.status = status;
    return response;
}

/// Loop thread only.  Must outlive the posts under way.
class scripted_http_client final : public http_client {
public:
    /// Every request, in the order the posts began.
    std::vector<post_request> requests;

    /// Answers a post for which no outcome is queued; 200 without a body unless replaced.
    std::function<post_outcome(const post_request&)> otherwise = [](const post_request&) {
        return post_outcome(response_of(200));
    };

    /// Queues an outcome for one post of that pool (the subscriber's name).
    void answer_next(const std::string& pool, post_outcome outcome)
    {
        script_[pool].push_back(std::move(outcome));
    }
    void answer_next(const std::string& pool, int status) { answer_next(pool, response_of(status)); }

    /// From now on posts wait for release(): all, those of one pool, or those to which `holds` applies.
    void hold()
    {
        hold_if([](const post_request&) { return true; });
    }
    void hold_only(std::string pool)
    {
        hold_if([pool = std::move(pool)](const post_request& request) { return request.pool == pool; });
    }
    void hold_if(std::function<bool(const post_request&)> holds) { holds_ = std::move(holds); }

    /// Lets the posts held so far end, in order, and holds no more.
    void release()
    {
        holds_ = {};
        for (asio::steady_timer* each : held_)
            each->cancel();
    }

    /// Posts that wait for release().
    [[nodiscard]] std::size_t held() const { return held_.size(); }

    /// A post that is held and cancelled ends as cancelled.
    [[nodiscard]] task<post_outcome> post(const post_request& request) override
    {
        requests.push_back(request);
        if (holds_ && holds_(request)) {
            asio::steady_timer timer(co_await asio::this_coro::executor,
                                     asio::steady_timer::time_point::max());
            const auto place = held_.insert(held_.end(), &timer);
            co_await timer.async_wait(as_values);
            held_.erase(place);
            const auto state = co_await asio::this_coro::cancellation_state;
            if (state.cancelled() != asio::cancellation_type::none)
                co_return post_failure{failure_reason::cancelled, "the attempt was cancelled"};
        }
        co_return outcome_of(request);
    }

private:
    [[nodiscard]] post_outcome outcome_of(const post_request& request)
    {
        auto& queued = script_[request.pool];
        if (queued.empty())
            return otherwise(request);
        post_outcome outcome = std::move(queued.front());
        queued.pop_front();
        return outcome;
    }

    std::map<std::string, std::deque<post_outcome>> script_;
    std::list<asio::steady_timer*> held_;
    std::function<bool(const post_request&)> holds_;
};

}  // namespace defectd

#endif
