#include "defectd/dispatch/conclude.hpp"

#include <algorithm>

namespace defectd {
namespace {

/// What the daemon itself lacks may be there again by then.
constexpr duration pause_after_local_failure = std::chrono::seconds{5};

void reschedule(attempt_record& record, timestamp due_at)
{
    record.next = delivery_state::pending;
    record.due_at = due_at;
}

}  // namespace

attempt_verdict verdict_on(const post_outcome& outcome, const subscriber_config& subscriber,
                           timestamp ended_at)
{
    attempt_verdict verdict;
    if (const auto* const failure = std::get_if<post_failure>(&outcome)) {
        verdict.failure = name_of(failure->reason);
        const bool is_local = failure->reason == failure_reason::local;
        verdict.counts = !is_local && failure->reason != failure_reason::cancelled;
        if (is_local)
            verdict.not_before = ended_at + pause_after_local_failure;
        return verdict;
    }
    const auto& response = std::get<post_response>(outcome);
    received_answer answer{.status = response.status, .body_head = response.body_head};
    if (response.retry_after)
        answer.retry_after = *response.retry_after;
    if (response.reset_after)
        answer.reset_after = *response.reset_after;
    const answer_verdict judged = judge(subscriber.answers, answer, ended_at);
    verdict.meaning = judged.meaning;
    verdict.status = response.status;
    verdict.failure = judged.failure;
    if (judged.not_before)
        verdict.not_before = capped(*judged.not_before, ended_at, subscriber.health);
    return verdict;
}

std::optional<attempt_end> end_for_health(const attempt_verdict& verdict, timestamp ended_at)
{
    if (!verdict.counts)
        return std::nullopt;
    switch (verdict.meaning) {
    case answer_meaning::delivered: return attempt_end{attempt_end::kind::success, ended_at, {}};
    case answer_meaning::failed: return attempt_end{attempt_end::kind::failure, ended_at, verdict.not_before};
    case answer_meaning::gone: return attempt_end{attempt_end::kind::gone, ended_at, {}};
    case answer_meaning::payload_refused: break;
    }
    return std::nullopt;
}

std::optional<load_sample> load_of(const attempt_verdict& verdict, const post_outcome& outcome,
                                   const attempt_times& times)
{
    load_sample sample{.started_at = times.started_at, .ended_at = times.ended_at};
    const auto* const response = std::get_if<post_response>(&outcome);
    if (verdict.meaning == answer_meaning::delivered && response != nullptr) {
        sample.latency = response->timings.first_byte.value_or(times.ended_at - times.started_at);
        return sample;
    }
    const bool was_tried = verdict.counts && verdict.failure != name_of(failure_reason::blocked);
    if (verdict.meaning != answer_meaning::failed || !was_tried)
        return std::nullopt;
    constexpr int request_timeout = 408;
    const bool is_load = response == nullptr || verdict.status == request_timeout ||
                         verdict.failure == "throttled" || verdict.failure == "server_error";
    sample.outcome = is_load ? load_sample::kind::overloaded : load_sample::kind::failed;
    return sample;
}

attempt_record conclude(const claimed_delivery& delivery, const attempt_verdict& verdict,
                        const retry_policy& policy, const attempt_times& times,
                        std::optional<payload_form> next_form, double unit_random)
{
    attempt_record record;
    record.delivery = delivery.id;
    record.token = delivery.token;
    record.started_at = times.started_at;
    record.ended_at = times.ended_at;
    record.status = verdict.status;
    record.failure = verdict.failure;
    record.counts = verdict.counts;
    record.next = delivery_state::exhausted;
    if (!verdict.counts) {
        reschedule(record, verdict.not_before.value_or(times.ended_at));
        return record;
    }
    switch (verdict.meaning) {
    case answer_meaning::delivered: record.next = delivery_state::delivered; break;
    case answer_meaning::gone: reschedule(record, times.ended_at); break;
    case answer_meaning::payload_refused:
        record.is_extra = next_form.has_value();
        if (record.is_extra)
            reschedule(record, times.ended_at);
        break;
    case answer_meaning::failed:
        if (const auto next = next_attempt_at(policy, delivery.attempt, times.ended_at, unit_random))
            reschedule(record, std::max(*next, verdict.not_before.value_or(*next)));
        break;
    }
    return record;
}

}  // namespace defectd
