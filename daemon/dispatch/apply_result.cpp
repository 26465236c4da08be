#include "apply_result.hpp"

#include <algorithm>
#include <utility>

#include "defectd/store/subscribers.hpp"

namespace defectd {
namespace {

/// A receiver's certificate that expires within this time is worth a warning.
constexpr duration certificate_warning = std::chrono::days{14};

/// The status of a request whose content is the fault, whatever the body says.
bool blames_content(int status) noexcept
{
    return status == 400 || status == 413 || status == 422;
}

/// Returns the form of the retry after a failure.  One event that a receiver cannot accept must not block the
/// others of its digest, and what was rejected in full is not sent in full again.
std::optional<payload_form> form_after_failure(const message& carried, int status)
{
    if (carried.form != payload_form::digest)
        return carried.form;
    return carried.is_digest() && blames_content(status) ? std::optional(payload_form::single) : std::nullopt;
}

/// Returns the event about a delivery that is out of retries; nullopt for an event that is itself about sending.
std::optional<outbox_event> exhausted_event(const queue_state& queue, const claimed_delivery& delivery,
                                            const attempt_record& record)
{
    if (record.next != delivery_state::exhausted || is_about_sending(delivery.event_type))
        return std::nullopt;
    const std::string& name = queue.subscriber.name;
    const delivery_problem problem{.delivery = delivery.id,
                                   .event_id = delivery.event_id,
                                   .event_type = delivery.event_type,
                                   .subscriber = name,
                                   .attempts = delivery.attempt,
                                   .last_status = record.status,
                                   .resend_count = delivery.resend_count,
                                   .now = record.ended_at};
    return route(make_delivery_event(problem), queue.subscribers, name);
}

/// Returns the event about a subscriber that was disabled; nullopt when the message was only about sending.
std::optional<outbox_event> disabled_event(const queue_state& queue, const message& carried,
                                           const subscriber_health& health, timestamp now)
{
    const auto may_emit = [](const claimed_delivery& each) { return !is_about_sending(each.event_type); };
    if (!std::ranges::any_of(carried.deliveries, may_emit))
        return std::nullopt;
    const std::string& name = queue.subscriber.name;
    const subscriber_problem problem{.subscriber = name,
                                     .reason = name_of(health.disabled->why),
                                     .since = health.failing_since.value_or(now),
                                     .sequence = health.disable_count,
                                     .now = now};
    return route(make_subscriber_event(problem), queue.subscribers, name);
}

/// Decides about each delivery of the message, and about the form of its next message.
void apply_to_deliveries(const queue_state& queue, const ended_attempt& ended, double jitter,
                         attempt_effects& effects)
{
    const message& carried = ended.carried;
    std::optional<payload_form> next;
    if (effects.result.meaning == answer_meaning::payload_refused)
        next = next_form(carried, queue.subscriber);
    effects.fallback_form = effects.result.meaning == answer_meaning::failed
                                ? form_after_failure(carried, effects.result.status)
                                : next;
    for (const claimed_delivery& delivery : carried.deliveries) {
        attempt_record record =
            conclude(delivery, effects.result, queue.subscriber.retry, ended.times, next, jitter);
        if (carried.is_digest())
            record.message_id = carried.id;
        record.event = exhausted_event(queue, delivery, record);
        effects.records.push_back(std::move(record));
    }
}

/// Notes a certificate that is not the one seen before, so that each is warned about once.
void apply_to_certificate(const queue_state& queue, const ended_attempt& ended, attempt_effects& effects)
{
    const auto* const response = std::get_if<post_response>(&ended.outcome);
    if (response == nullptr || !response->certificate_expires_at ||
        response->certificate_expires_at == queue.certificate_expires_at)
        return;
    effects.certificate_expires_at = response->certificate_expires_at;
    if (*response->certificate_expires_at - ended.times.ended_at < certificate_warning)
        effects.notices.push_back(attempt_notice::certificate_expires);
}

/// Decides about the subscriber: failing, held, disabled or recovered.
void apply_to_health(const queue_state& queue, const ended_attempt& ended, attempt_effects& effects)
{
    const std::optional<attempt_end> end = end_for_health(effects.result, ended.times.ended_at);
    if (!end)
        return;
    // A failing subscriber gets one delivery at a time until it recovers: further deliveries would only wait.
    effects.releases_prefetched =
        end->outcome == attempt_end::kind::failure && queue.health.failing_since.has_value();
    const subscriber_health health = after(queue.health, *end, queue.subscriber.health);
    if (health == queue.health)
        return;
    effects.health = health_change{.state = {queue.subscriber.name, health}, .event = {}};
    if (!health.disabled || queue.health.disabled)
        return;
    effects.notices.push_back(attempt_notice::disabled);
    effects.health->event = disabled_event(queue, ended.carried, health, end->at);
}

}  // namespace

attempt_effects apply_result(const queue_state& queue, const ended_attempt& ended, double jitter)
{
    attempt_effects effects;
    // 1. The receiver's rules say what the outcome means.
    effects.result = classify_outcome(ended.outcome, queue.subscriber, ended.times.ended_at);
    const bool has_failed = !effects.result.failure.empty();

    // 2. Each delivery is delivered, due again or exhausted.
    apply_to_deliveries(queue, ended, jitter, effects);
    if (has_failed)
        effects.notices.push_back(queue.was_failing ? attempt_notice::repeated_failure
                                                    : attempt_notice::first_failure);
    else if (queue.was_failing)
        effects.notices.push_back(attempt_notice::recovery);

    // 3. The subscriber may be held, disabled or recovered, and may get more or fewer attempts at a time.
    apply_to_certificate(queue, ended, effects);
    effects.load = load_of(effects.result, ended.outcome, ended.times);
    if (effects.load)
        effects.load->in_flight = ended.in_flight;
    apply_to_health(queue, ended, effects);
    return effects;
}

}  // namespace defectd
