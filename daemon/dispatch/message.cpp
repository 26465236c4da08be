#include "message.hpp"

#include <algorithm>
#include <utility>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Returns a view of the delivery's event; the delivery must outlive it.
stored_event event_of(const claimed_delivery& delivery)
{
    return {delivery.event_id, delivery.event_type, delivery.event_at, delivery.body};
}

/// Moves the first `count` deliveries into the message without their bodies, which are in its content already.
void move_front(std::deque<claimed_delivery>& waiting, std::size_t count, message& into)
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
        claimed_delivery& delivery = waiting.front();
        delivery.body = {};
        ids.push_back(delivery.event_id);
        into.deliveries.push_back(std::move(delivery));
        waiting.pop_front();
    }
    into.id = message_id(ids);
}

}  // namespace

std::optional<payload_form> next_form(const message& refused, const subscriber_config& subscriber)
{
    if (refused.is_digest())
        return payload_form::single;
    if (refused.form != payload_form::text_only && has_text_form(subscriber.payload.format))
        return payload_form::text_only;
    return std::nullopt;
}

message next_message(const subscriber_config& subscriber, std::deque<claimed_delivery>& waiting,
                     payload_form form)
{
    DEFECTD_ASSERT(!waiting.empty());
    message carried;
    carried.form = form;
    if (form == payload_form::digest && subscriber.digest) {
        std::vector<stored_event> events;
        const auto max = static_cast<std::size_t>(subscriber.digest->max_events);
        for (std::size_t i = 0; i < std::min(max, waiting.size()); ++i)
            events.push_back(event_of(waiting[i]));
        // As many events as the message can contain; the others wait for the next one.
        folded_payload folded = fold(subscriber.payload, events);
        carried.content = std::move(folded.content);
        move_front(waiting, folded.event_count, carried);
        return carried;
    }
    carried.content = make_payload(subscriber.payload, event_of(waiting.front()), form);
    move_front(waiting, 1, carried);
    return carried;
}

post_request request_for(const subscriber_config& subscriber, message& carried, timestamp now)
{
    payload content = std::exchange(carried.content, {});
    post_request request;
    request.pool = subscriber.name;
    request.url = subscriber.url;
    request.tls = subscriber.tls.empty() ? nullptr : &subscriber.tls;
    request.answers = subscriber.answers;
    request.timeout = subscriber.timeout;
    const signed_message what{carried.id, now, content.body, carried.deliveries.front().event_type};
    // The signature covers the final body, in which a digest has all its events.
    request.headers = signed_headers(subscriber.signing, what);
    request.headers.emplace_back("content-type", std::move(content.content_type));
    request.headers.insert(request.headers.end(), content.headers.begin(), content.headers.end());
    request.headers.insert(request.headers.end(), subscriber.headers.begin(), subscriber.headers.end());
    request.body = std::move(content.body);
    return request;
}

}  // namespace defectd
