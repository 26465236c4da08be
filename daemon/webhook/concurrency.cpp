#include "defectd/webhook/concurrency.hpp"

#include <algorithm>

namespace defectd {
namespace {

constexpr double milliseconds(duration span) noexcept
{
    return static_cast<double>(span.count());
}

}  // namespace

void concurrency_limit::note(const load_sample& ended) noexcept
{
    mind_clock(ended.ended_at);
    if (ended.outcome == load_sample::kind::answered)
        note_answer(ended);
    // Attempts that began before the last fall failed under the old limit, so a burst of failures counts
    // once.
    else if (ended.started_at > fell_at_)
        note_failure(ended);
}

void concurrency_limit::note_answer(const load_sample& ended) noexcept
{
    // From time to time the limit is lowered, to measure the latency of a receiver without load.
    if (!is_measuring_ && ended.ended_at - measured_at_ >= measured_every) {
        is_measuring_ = true;
        change(std::min(limit_, at_first), ended.ended_at);
        return;
    }
    // Its latency is that of the limit before the change.
    if (ended.started_at < changed_at_)
        return;
    ++round_.answers;
    round_.total += ended.latency;
    round_.is_used = round_.is_used || ended.in_flight >= limit_;
    // A round has as many answers as the limit, so that its average is not that of one slow answer.
    if (round_.answers < std::max(limit_, at_first))
        return;
    const double latency = milliseconds(round_.total) / round_.answers;
    const bool is_used = round_.is_used;
    round_ = {};
    judge(latency, is_used, ended.ended_at);
}

void concurrency_limit::note_failure(const load_sample& ended) noexcept
{
    const int failed_at = std::min(ended.in_flight, limit_);
    // Only overload sets a bound: a failure that has nothing to do with load must not keep the limit low.
    if (ended.outcome == load_sample::kind::overloaded && failed_at > 1)
        bind(failed_at * 9 / 10, ended.ended_at);
    fell_at_ = ended.ended_at;
    change(failed_at / 2, ended.ended_at);
}

/// Decides at the end of a round; `is_used` tells whether the limit was reached, for only then a higher one
/// helps.
void concurrency_limit::judge(double latency, bool is_used, timestamp now) noexcept
{
    if (limit_ <= at_first) {
        measured(latency);
        measured_at_ = now;
    }
    const double well = measured_ * tolerance + milliseconds(slack);
    if (latency > measured_ * too_slow + 2 * milliseconds(slack)) {
        const double share = std::max(0.5, well / latency);
        bind(static_cast<int>(limit_ * share), now);
        fell_at_ = now;
        change(bound_, now);
    } else if (is_used && latency <= well) {
        grow(now);
    }
}

/// Takes the latency of a low limit as the new measure.  A receiver that became slower by itself was not slowed by
/// load, so its bound no longer applies.
void concurrency_limit::measured(double latency) noexcept
{
    const bool was_measured = measured_ > 0;
    if (was_measured && latency > measured_ * tolerance + milliseconds(slack))
        bound_ = max;
    measured_ = std::max(latency, 0.001);
    is_measuring_ = false;
}

/// Doubles up to the bound.  Above it each step is a trial, and the steps grow while the trials succeed.
void concurrency_limit::grow(timestamp now) noexcept
{
    if (limit_ < bound_) {
        change(std::min(2 * limit_, bound_), now);
    } else if (limit_ < max && now - bound_at_ >= pause_between_steps) {
        bound_ = std::min(bound_ + step_, max);
        bound_at_ = now;
        step_ = std::min(2 * step_, max);
        change(bound_, now);
    }
}

/// Starts a new round, because a round has one limit.
void concurrency_limit::change(int limit, timestamp now) noexcept
{
    limit_ = std::max(1, limit);
    changed_at_ = now;
    round_ = {};
}

void concurrency_limit::bind(int bound, timestamp now) noexcept
{
    bound_ = std::max(1, bound);
    bound_at_ = now;
    step_ = 1;
}

/// After the clock was set back, times in the future count as now: otherwise nothing would change until they pass.
void concurrency_limit::mind_clock(timestamp now) noexcept
{
    for (timestamp* const past : {&changed_at_, &fell_at_, &bound_at_, &measured_at_})
        *past = std::min(*past, now);
}

}  // namespace defectd
