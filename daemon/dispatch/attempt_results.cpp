#include "attempt_results.hpp"

#include <algorithm>
#include <utility>

#include "attempt_log.hpp"
#include "defectd/store/subscribers.hpp"

namespace defectd {
namespace {

/// From then on a receiver's certificate is worth a warning.
constexpr duration certificate_warning = std::chrono::days{14};

/// Never tried: pending again as it was, and nothing is kept of it.
attempt_record unsent_record(const claimed_delivery& delivery, timestamp now)
{
    attempt_record record;
    record.delivery = delivery.id;
    record.token = delivery.token;
    record.counts = false;
    record.started_at = now;
    record.ended_at = now;
    return record;
}

/// The status of a request whose content is the fault, whatever the body says.
bool blames_content(int status) noexcept
{
    return status == 400 || status == 413 || status == 422;
}

/// How the next try is put: one event that a receiver cannot accept must not take the others of its digest with it, and
/// what was refused in full is not sent in full again.
std::optional<payload_form> form_after_failure(const message& carried, int status)
{
    if (carried.form != payload_form::digest)
        return carried.form;
    return carried.is_digest() && blames_content(status) ? std::optional(payload_form::single) : std::nullopt;
}

}  // namespace

void attempt_results::add(subscriber_queue& queue, const message& carried, const post_outcome& outcome,
                          const attempt_begin& begun)
{
    const subscriber_config& subscriber = queue.subscriber();
    const attempt_times times{begun.at, deps_.clock.now()};
    const attempt_result result = classify_outcome(outcome, subscriber, times.ended_at);
    std::optional<payload_form> form;
    if (result.meaning == answer_meaning::payload_refused)
        form = next_form(carried, subscriber);
    const std::optional<payload_form> next = form;
    if (result.meaning == answer_meaning::failed)
        form = form_after_failure(carried, result.status);

    const bool was_failing = !queue.last_failure().empty();
    queue.set_last_failure(result.failure);
    const double jitter = deps_.random.unit();  // one for all: what was folded once is due together again
    for (const claimed_delivery& delivery : carried.deliveries) {
        attempt_record ended = conclude(delivery, result, subscriber.retry, times, next, jitter);
        if (form && ended.next == delivery_state::pending)
            queue.set_fallback_form(delivery.id, *form);
        if (carried.is_digest())
            ended.message_id = carried.id;
        ended.event = exhausted(queue, delivery, ended);
        if (!result.failure.empty())
            log_failure(deps_.log, was_failing ? failure_novelty::repeated : failure_novelty::first, carried,
                        ended, outcome);
        attempts_.push_back(std::move(ended));
    }
    if (was_failing && result.failure.empty())
        log_recovery(deps_.log, subscriber.name);
    note_certificate(queue, outcome);
    if (auto load = load_of(result, outcome, times)) {
        load->in_flight = begun.in_flight;
        queue.note_load(*load);
    }
    if (const auto end = end_for_health(result, times.ended_at))
        update_health(queue, carried, *end);
}

std::optional<outbox_event> attempt_results::exhausted(const subscriber_queue& queue,
                                                       const claimed_delivery& delivery,
                                                       const attempt_record& ended) const
{
    if (ended.next != delivery_state::exhausted || is_about_sending(delivery.event_type))
        return std::nullopt;
    const std::string& name = queue.subscriber().name;
    const delivery_problem problem{.delivery = delivery.id,
                                   .event_id = delivery.event_id,
                                   .event_type = delivery.event_type,
                                   .subscriber = name,
                                   .attempts = delivery.attempt,
                                   .last_status = ended.status,
                                   .resend_count = delivery.resend_count,
                                   .now = ended.ended_at};
    return routed(make_delivery_event(problem), deps_.subscribers, name);
}

void attempt_results::update_health(subscriber_queue& queue, const message& carried, const attempt_end& end)
{
    const subscriber_health before = queue.health();
    const subscriber_health now = after(before, end, queue.subscriber().health);
    if (end.outcome == attempt_end::kind::failure && before.failing_since)
        release_unsent(
            queue);  // one at a time is claimed and tried until it is well; what is at hand would only lie there
    if (now == before)
        return;
    change(queue, now);
    if (!now.disabled || before.disabled)
        return;
    const std::string& name = queue.subscriber().name;
    log_disabled(deps_.log, name, *now.disabled);
    const auto may_emit = [](const claimed_delivery& each) { return !is_about_sending(each.event_type); };
    if (!std::ranges::any_of(carried.deliveries, may_emit))
        return;
    const subscriber_problem problem{.subscriber = name,
                                     .reason = name_of(now.disabled->why),
                                     .since = now.failing_since.value_or(end.at),
                                     .sequence = now.disable_count,
                                     .now = end.at};
    changed_.at(name).event = routed(make_subscriber_event(problem), deps_.subscribers, name);
}

void attempt_results::change(subscriber_queue& queue, const subscriber_health& health)
{
    queue.set_health(health);
    const std::string& name = queue.subscriber().name;
    changed_[name].state = {name, health};
    if (queue.slots(deps_.clock.now()) == 0)
        release_unsent(queue);
}

void attempt_results::release_unsent(subscriber_queue& queue)
{
    const timestamp now = deps_.clock.now();
    for (const claimed_delivery& delivery : queue.drain())
        attempts_.push_back(unsent_record(delivery, now));
}

void attempt_results::note_certificate(subscriber_queue& queue, const post_outcome& outcome)
{
    const auto* const response = std::get_if<post_response>(&outcome);
    if (response == nullptr || !response->certificate_expires_at ||
        response->certificate_expires_at == queue.certificate_expires_at())
        return;
    queue.set_certificate_expires_at(response->certificate_expires_at);
    if (*response->certificate_expires_at - deps_.clock.now() < certificate_warning)
        log_certificate_expiry(deps_.log, queue.subscriber().name, *response->certificate_expires_at);
}

round_results attempt_results::take()
{
    round_results round;
    round.attempts = std::exchange(attempts_, {});
    for (auto& [name, change] : std::exchange(changed_, {}))
        round.subscribers.push_back(std::move(change));
    return round;
}

}  // namespace defectd
