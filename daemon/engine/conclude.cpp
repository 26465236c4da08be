#include "defectd/engine/conclude.hpp"

namespace defectd {
namespace {

constexpr bool is_success(int status) noexcept
{
    return status >= 200 && status <= 299;
}

/// Stable words for answers that are no success.
std::string_view failure_of_status(int status) noexcept
{
    if (status >= 500)
        return "server_error";
    return status >= 400 ? "rejected" : "redirect";
}

}  // namespace

attempt_record conclude(const claimed_delivery& delivery, const post_outcome& outcome,
                        const retry_policy& policy, const attempt_times& times, double unit_random)
{
    attempt_record record;
    record.delivery = delivery.id;
    record.token = delivery.token;
    record.started_at = times.started_at;
    record.ended_at = times.ended_at;
    if (const auto* const answer = std::get_if<post_response>(&outcome)) {
        record.status = answer->status;
        if (is_success(answer->status)) {
            record.next = delivery_state::delivered;
            return record;
        }
        record.failure = failure_of_status(answer->status);
    } else {
        const failure_reason reason = std::get<post_failure>(outcome).reason;
        record.failure = name_of(reason);
        record.counts = reason != failure_reason::canceled;
    }
    record.due_at = record.counts ? next_attempt_at(policy, delivery.attempt, times.ended_at, unit_random)
                                  : std::optional(times.ended_at);
    record.next = record.due_at ? delivery_state::pending : delivery_state::exhausted;
    return record;
}

}  // namespace defectd
