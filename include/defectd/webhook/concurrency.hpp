// How many attempts at one subscriber may run at the same time, learnt from its own answers.  Pure.
//
// Source: slow start and multiplicative decrease of TCP (RFC 5681, 3.1), the latency gradient of TCP Vegas (Brakmo and
// Peterson, 1995) with a tolerance, as in Netflix's concurrency-limits (Gradient2), and the regular measuring at a
// small window of BBR (draft-cardwell-iccrg-bbr-congestion-control, ProbeRTT).
//
//  - The latency while few attempts run is what the receiver needs by itself.  It is measured over the first answers,
//    and again every `measured_every`, for which the limit is taken back to `at_first` for some answers.
//  - A round is as many answers as the limit, all to attempts that began under it.  While rounds take little longer
//    than measured, and the limit was used, it doubles; where they take over twice as long it falls to what the excess
//    says, by half at most.
//  - A failure halves it.  One that speaks of load, or a slow round, is also remembered as a bound: up to it the limit
//    still doubles, beyond it it goes in steps of 1, 2, 4 … a pause apart.
//  - What fails while it is alone says nothing about how many the receiver can take.
#ifndef DEFECTD_WEBHOOK_CONCURRENCY_HPP
#define DEFECTD_WEBHOOK_CONCURRENCY_HPP

#include <cstdint>

#include "defectd/base/time.hpp"

namespace defectd {

/// How an attempt went, as far as load goes.
struct load_sample {
    enum class kind : std::uint8_t {
        answered,    ///< as wanted
        failed,      ///< in a way that may have other reasons than load, such as a 404
        overloaded,  ///< no answer, 408, 429 or 5xx
    };

    kind outcome = kind::answered;
    timestamp started_at;
    timestamp ended_at;
    duration latency{};  ///< from writing to the first byte of the answer; of `answered` only
    int in_flight = 1;   ///< the subscriber's attempts under way when it began, itself included
};

class concurrency_limit {
public:
    static constexpr int at_first = 4;
    static constexpr int max = 1000;
    static constexpr duration measured_every = std::chrono::seconds{30};
    static constexpr duration pause_between_steps = std::chrono::seconds{10};
    static constexpr double tolerance = 1.5;  ///< × what was measured is still well
    static constexpr double too_slow = 2;     ///< × what was measured
    static constexpr duration slack =
        std::chrono::milliseconds{5};  ///< added to both: a little is not a sign of load

    /// Returns how many attempts may run at a time, 1 to `max`.
    [[nodiscard]] int value() const noexcept { return limit_; }

    /// Learns from an ended attempt.  To be called in the order in which the attempts ended.
    void note(const load_sample& ended) noexcept;

private:
    struct round {
        int answers = 0;
        duration total{};
        bool is_used = false;  ///< the limit was reached
    };

    void note_answer(const load_sample& ended) noexcept;
    void note_failure(const load_sample& ended) noexcept;
    void judge(double latency, bool is_used, timestamp now) noexcept;
    void measured(double latency) noexcept;
    void grow(timestamp now) noexcept;
    void change(int limit, timestamp now) noexcept;
    void bind(int bound, timestamp now) noexcept;
    void mind_clock(timestamp now) noexcept;

    int limit_ = at_first;
    int bound_ = max;
    int step_ = 1;  ///< the next beyond the bound
    bool is_measuring_ = true;
    double measured_ = 0;  ///< ms; 0 before the first time
    round round_;
    timestamp changed_at_{};  ///< the limit: what began before tells of another one
    timestamp fell_at_{};     ///< what began before and fails is of the same trouble
    timestamp bound_at_{};
    timestamp measured_at_{};
};

}  // namespace defectd

#endif
