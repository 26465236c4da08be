#include "defectd/dispatch/conclude.hpp"

#include <algorithm>

namespace defectd {
namespace {

/// Pause after a failure of the daemon itself, such as a lack of descriptors.
constexpr duration pause_after_local_failure = std::chrono::seconds{5};

/// Makes the delivery pending, due at this time.
void reschedule(attempt_record& record, timestamp due_at)
{
    record.next = delivery_state::pending;
    record.due_at = due_at;
}

/// Returns the result of an attempt without an answer.  A shutdown or a lack of descriptors is not the receiver's
/// failure, so such an attempt does not count.
attempt_result result_without_answer(failure_reason reason, timestamp ended_at)
{
    attempt_result result{.failure = name_of(reason)};
    const bool is_local = reason == failure_reason::local;
    result.counts = !is_local && reason != failure_reason::cancelled;
    if (is_local)
        result.not_before = ended_at + pause_after_local_failure;
    return result;
}

}  // namespace

attempt_result classify_outcome(const post_outcome& outcome, const subscriber_config& subscriber,
                                timestamp ended_at)
{
    if (const auto* const failure = std::get_if<post_failure>(&outcome))
        return result_without_answer(failure->reason, ended_at);
    const auto& response = std::get<post_response>(outcome);
    received_answer answer{.status = response.status, .body_head = response.body_head};
    if (response.retry_after)
        answer.retry_after = *response.retry_after;
    if (response.reset_after)
        answer.reset_after = *response.reset_after;
    attempt_result result = classify_answer(subscriber.answers, answer, ended_at);
    // A receiver may ask for a longer wait than the policy allows.
    if (result.not_before)
        result.not_before = capped(*result.not_before, ended_at, subscriber.health);
    return result;
}

std::optional<attempt_end> end_for_health(const attempt_result& result, timestamp ended_at)
{
    if (!result.counts)
        return std::nullopt;
    switch (result.meaning) {
    case answer_meaning::delivered: return attempt_end{attempt_end::kind::success, ended_at, {}};
    case answer_meaning::failed: return attempt_end{attempt_end::kind::failure, ended_at, result.not_before};
    // The subscriber is disabled: its deliveries wait, due, until it is enabled.
    case answer_meaning::gone: return attempt_end{attempt_end::kind::gone, ended_at, {}};
    case answer_meaning::payload_refused: break;
    }
    return std::nullopt;
}

std::optional<load_sample> load_of(const attempt_result& result, const post_outcome& outcome,
                                   const attempt_times& times)
{
    load_sample sample{.started_at = times.started_at, .ended_at = times.ended_at};
    const auto* const response = std::get_if<post_response>(&outcome);
    if (result.meaning == answer_meaning::delivered && response != nullptr) {
        sample.latency = response->timings.first_byte.value_or(times.ended_at - times.started_at);
        return sample;
    }
    // A blocked address was never dialled, and a receiver that is gone or rejects a payload is not overloaded.
    const bool was_tried = result.counts && result.failure != name_of(failure_reason::blocked);
    if (result.meaning != answer_meaning::failed || !was_tried)
        return std::nullopt;
    constexpr int request_timeout = 408;
    const bool is_load = response == nullptr || result.status == request_timeout ||
                         result.failure == "throttled" || result.failure == "server_error";
    sample.outcome = is_load ? load_sample::kind::overloaded : load_sample::kind::failed;
    return sample;
}

attempt_record conclude(const claimed_delivery& delivery, const attempt_result& result,
                        const retry_policy& policy, const attempt_times& times,
                        std::optional<payload_form> next_form, double unit_random)
{
    attempt_record record;
    record.delivery = delivery.id;
    record.token = delivery.token;
    record.started_at = times.started_at;
    record.ended_at = times.ended_at;
    record.status = result.status;
    record.failure = result.failure;
    record.counts = result.counts;
    record.next = delivery_state::exhausted;  // unless a case below says otherwise
    if (!result.counts) {
        reschedule(record, result.not_before.value_or(times.ended_at));
        return record;
    }
    switch (result.meaning) {
    case answer_meaning::delivered: record.next = delivery_state::delivered; break;
    // The subscriber is disabled now.  Its deliveries wait, due, until it is enabled.
    case answer_meaning::gone: reschedule(record, times.ended_at); break;
    case answer_meaning::payload_refused:
        record.is_extra = next_form.has_value();
        if (record.is_extra)
            reschedule(record, times.ended_at);
        break;
    case answer_meaning::failed:
        if (const auto next = next_attempt_at(policy, delivery.attempt, times.ended_at, unit_random))
            reschedule(record, std::max(*next, result.not_before.value_or(*next)));
        break;
    }
    return record;
}

}  // namespace defectd
