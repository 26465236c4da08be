// An http_client that follows a script and remembers what it was asked to send.
#ifndef DEFECTD_TESTS_SUPPORT_SCRIPTED_HTTP_CLIENT_HPP
#define DEFECTD_TESTS_SUPPORT_SCRIPTED_HTTP_CLIENT_HPP

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <optional>
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

    /// From now on posts wait for release(); only those of one pool, if it is named.
    void hold()
    {
        holding_ = true;
        held_pool_.reset();
    }
    void hold_only(std::string pool)
    {
        holding_ = true;
        held_pool_ = std::move(pool);
    }

    /// Lets the posts held so far end, in order, and holds no more.
    void release()
    {
        holding_ = false;
        for (asio::steady_timer* each : held_)
            each->cancel();
    }

    /// Posts that wait for release().
    [[nodiscard]] std::size_t held() const { return held_.size(); }

    /// A post that is held and cancelled ends as cancelled.
    [[nodiscard]] task<post_outcome> post(const post_request& request) override
    {
        requests.push_back(request);
        if (holding_ && held_pool_.value_or(request.pool) == request.pool) {
            asio::steady_timer bell(co_await asio::this_coro::executor,
                                    asio::steady_timer::time_point::max());
            const auto place = held_.insert(held_.end(), &bell);
            co_await bell.async_wait(as_values);
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
    bool holding_ = false;
    std::optional<std::string> held_pool_;
};

}  // namespace defectd

#endif
