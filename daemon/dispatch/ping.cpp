#include "defectd/dispatch/ping.hpp"

#include "defectd/base/encoding.hpp"
#include "masked_answer.hpp"
#include "message.hpp"

namespace defectd {
namespace {

constexpr std::size_t nonce_bytes = 8;

message ping_message(const subscriber_config& subscriber, std::string_view nonce, timestamp now)
{
    event told = make_ping_event(subscriber.name, nonce, now);
    claimed_delivery delivery;
    delivery.subscriber = subscriber.name;
    delivery.event_id = std::move(told.id);
    delivery.event_type = std::move(told.type);
    delivery.body = std::move(told.body);
    delivery.event_at = now;
    std::deque<claimed_delivery> one;
    one.push_back(std::move(delivery));
    return next_message(subscriber, one, delivery_form::alone);
}

}  // namespace

task<ping_result> ping(const subscriber_config& subscriber, http_client& http, clock& time,
                       random_source& random)
{
    ping_result result;
    result.times.started_at = time.now();
    const std::string nonce = to_hex(random.bytes(nonce_bytes));
    message carried = ping_message(subscriber, nonce, result.times.started_at);
    result.event_id = carried.id;
    post_request request = request_for(subscriber, carried, result.times.started_at);
    request.dials_anew = true;
    result.outcome = co_await http.post(request);
    result.times.ended_at = time.now();
    result.verdict = verdict_on(result.outcome, subscriber, result.times.ended_at);
    mask_answer(result.outcome, subscriber);
    co_return result;
}

}  // namespace defectd
