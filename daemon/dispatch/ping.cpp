#include "defectd/dispatch/ping.hpp"

#include "defectd/base/encoding.hpp"
#include "defectd/webhook/answer_mask.hpp"
#include "message.hpp"

namespace defectd {
namespace {

constexpr std::size_t nonce_bytes = 8;

/// Returns a message with a webhook.ping that is not stored.
message ping_message(const subscriber_config& subscriber, std::string_view nonce, timestamp now)
{
    event ev = make_ping_event(subscriber.name, nonce, now);
    claimed_delivery delivery;
    delivery.subscriber = subscriber.name;
    delivery.event_id = std::move(ev.id);
    delivery.event_type = std::move(ev.type);
    delivery.body = std::move(ev.body);
    delivery.event_at = now;
    std::deque<claimed_delivery> one;
    one.push_back(std::move(delivery));
    return next_message(subscriber, one, payload_form::single);
}

/// Returns a mask of every secret that the receiver may repeat in its answer.
answer_mask mask_of(const subscriber_config& subscriber)
{
    answer_mask mask;
    mask.add(subscriber.url);
    mask.add(subscriber.payload.routing_key.reveal());
    for (const signing_key& key : subscriber.signing)
        mask.add(key);
    for (const secret& value : subscriber.secret_header_values)
        mask.add(value.reveal());
    return mask;
}

/// Masks the subscriber's secrets in the answer: its signing keys, path and query of its URL, the values of
/// `header_files`, its routing key.  The answer must be classified before.
void mask_answer(post_outcome& outcome, const subscriber_config& subscriber)
{
    auto* const response = std::get_if<post_response>(&outcome);
    if (response == nullptr || response->body_head.empty())
        return;
    const bool is_cut = response->body_head.size() >= max_body_head_bytes;
    response->body_head = mask_of(subscriber).masked(response->body_head, is_cut);
}

}  // namespace

task<ping_result> ping(const subscriber_config& subscriber, http_client& http, clock& clock,
                       random_source& random)
{
    ping_result result;
    result.times.started_at = clock.now();
    const std::string nonce = to_hex(random.bytes(nonce_bytes));
    message carried = ping_message(subscriber, nonce, result.times.started_at);
    result.event_id = carried.id;
    post_request request = request_for(subscriber, carried, result.times.started_at);
    request.dials_anew = true;
    result.outcome = co_await http.post(request);
    result.times.ended_at = clock.now();
    result.result = classify_outcome(result.outcome, subscriber, result.times.ended_at);
    mask_answer(result.outcome, subscriber);
    co_return result;
}

}  // namespace defectd
