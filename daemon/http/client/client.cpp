#include "defectd/http/client.hpp"

#include <boost/system/system_error.hpp>

#include <fmt/format.h>

#include "client/connection_pool.hpp"
#include "client/dial.hpp"
#include "client/exchange.hpp"
#include "client/failures.hpp"

namespace defectd {
namespace {

/// Returns the key of the requests that may share a connection: those of one subscriber to one origin.
[[nodiscard]] std::string pool_key(const post_request& request)
{
    return fmt::format("{}\n{}\n{}\n{}", request.pool, request.url.tls, request.url.host, request.url.port);
}

/// The client of the daemon.  Loop thread only.
class pooled_client final : public http_client {
public:
    pooled_client(const asio::any_io_executor& loop, resolver& names, const http_client_options& options)
        : policy_(options.egress),
          pool_(std::make_shared<connection_pool>(
              loop, pool_limits{options.idle_keep, options.max_life, options.max_idle})),
          dialler_({loop, [pool = pool_] { return pool->close_oldest(); }}, names, options)
    {
    }

    [[nodiscard]] task<post_outcome> post(const post_request& request) override
    {
        // A URL whose port or literal address is not allowed needs no look-up.
        if (const auto refused = validate_url(policy_, request.url))
            co_return post_failure{failure_reason::blocked, refused->what};
        // An await that was cancelled returns an error, the next one throws: both are the daemon's shutdown.
        post_timings timings;
        post_outcome outcome;
        try {
            outcome = co_await attempt(request, timings);
        } catch (const boost::system::system_error& error) {
            if (error.code() != asio::error::operation_aborted)
                throw;
            outcome = cancelled_attempt();
        }
        std::visit([&](auto& end) { end.timings = timings; }, outcome);
        co_return outcome;
    }

private:
    [[nodiscard]] task<post_outcome> attempt(const post_request& request, post_timings& timings)
    {
        // One deadline for everything, a second try included.
        const steady_time deadline = std::chrono::steady_clock::now() + request.timeout;
        std::string key = pool_key(request);
        if (auto link = request.dials_anew ? nullptr : pool_->take(key)) {
            // The receiver may have closed the connection just now.  Only if it sent nothing is a new one tried.
            link->set_deadline(deadline);
            exchange_end end = co_await exchange(*link, request, timings.first_byte);
            if (!end.untouched)
                co_return finished(std::move(link), std::move(end));
        }
        // No connection was idle, or the receiver closed it before it sent a byte.
        auto fresh = co_await dialler_.dial(request, std::move(key), deadline, timings);
        if (!fresh)
            co_return fresh.error();
        exchange_end end = co_await exchange(**fresh, request, timings.first_byte);
        co_return finished(std::move(*fresh), std::move(end));
    }

    /// Keeps the connection when it is clean; a connection that is not kept is closed hard, TLS or not.
    [[nodiscard]] post_outcome finished(std::shared_ptr<connection> link, exchange_end end)
    {
        link->clear_deadline();
        if (auto* const response = std::get_if<post_response>(&end.outcome))
            response->certificate_expires_at = link->certificate_expires_at();
        if (end.reusable)
            pool_->put(std::move(link));
        return std::move(end.outcome);
    }

    egress_policy policy_;
    std::shared_ptr<connection_pool> pool_;
    dialler dialler_;
};

}  // namespace

std::unique_ptr<http_client> make_http_client(const asio::any_io_executor& loop, resolver& names,
                                              const http_client_options& options)
{
    return std::make_unique<pooled_client>(loop, names, options);
}

}  // namespace defectd
