// The most requests in a span of time, as a token bucket.  Pure.
#ifndef DEFECTD_WEBHOOK_RATE_LIMIT_HPP
#define DEFECTD_WEBHOOK_RATE_LIMIT_HPP

#include <cstdint>

#include "defectd/base/time.hpp"

namespace defectd {

struct rate_limit {
    int requests = 1;                        ///< 1 … 100'000; as many may go at once
    duration per = std::chrono::seconds{1};  ///< 1 ms … 1 d

    friend bool operator==(const rate_limit&, const rate_limit&) = default;
};

/// Full at the start.  The clock may jump: backwards it waits no longer than `per`, forwards the bucket is full.
class token_bucket {
public:
    explicit token_bucket(const rate_limit& limit) noexcept;

    /// Takes a token if there is one.
    [[nodiscard]] bool take(timestamp now) noexcept;

    /// How many there are.
    [[nodiscard]] int tokens(timestamp now) noexcept;

    /// When there is a token: `now` or later.
    [[nodiscard]] timestamp next_at(timestamp now) noexcept;

private:
    void refill(timestamp now) noexcept;

    rate_limit limit_;
    std::int64_t credit_;  ///< in tokens × milliseconds of `per`: each millisecond adds `requests`, exactly
    timestamp filled_at_{};
};

}  // namespace defectd

#endif
