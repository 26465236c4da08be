// A token bucket in whole numbers: the credit counts requests times milliseconds, so that a rate such as 3
// per second is exact and no rounding error adds up.  One token is `per` milliseconds of credit.
#include "defectd/webhook/rate_limit.hpp"

#include <algorithm>

#include "defectd/base/assert.hpp"

namespace defectd {

token_bucket::token_bucket(const rate_limit& limit) noexcept
    : limit_(limit), credit_(limit.requests * limit.per.count())
{
    DEFECTD_ASSERT(limit.requests >= 1 && limit.requests <= 100'000);
    DEFECTD_ASSERT(limit.per >= duration{1} && limit.per <= std::chrono::days{1});
}

bool token_bucket::take(timestamp now) noexcept
{
    refill(now);
    const std::int64_t token = limit_.per.count();
    if (credit_ < token)
        return false;
    credit_ -= token;
    return true;
}

int token_bucket::tokens(timestamp now) noexcept
{
    refill(now);
    return static_cast<int>(credit_ / limit_.per.count());
}

timestamp token_bucket::next_at(timestamp now) noexcept
{
    refill(now);
    const std::int64_t missing = std::max<std::int64_t>(limit_.per.count() - credit_, 0);
    // Rounded up: at the time returned the token is complete.
    return now + duration{(missing + limit_.requests - 1) / limit_.requests};
}

void token_bucket::refill(timestamp now) noexcept
{
    if (now > filled_at_) {
        // A span longer than `per` fills the bucket, however long it is; the limit keeps the product from
        // overflowing.
        const duration passed = std::min(now - filled_at_, limit_.per);
        credit_ = std::min(credit_ + passed.count() * limit_.requests, limit_.requests * limit_.per.count());
    }
    // Also when the clock was set back, or refilling would wait until the old time comes again.
    filled_at_ = now;
}

}  // namespace defectd
