// Time as an interface: the machine's clock in the daemon, one that the test moves in tests.
#ifndef DEFECTD_RUNTIME_CLOCK_HPP
#define DEFECTD_RUNTIME_CLOCK_HPP

#include <memory>

#include "defectd/base/time.hpp"
#include "defectd/runtime/task.hpp"

namespace defectd {

/// Used on the loop thread only, except for now(), which any thread may call.
class clock {
public:
    virtual ~clock() = default;

    /// Returns the time of the wall clock, for records and schedules.  It can go back between two calls.
    [[nodiscard]] virtual timestamp now() const = 0;

    /// Ends when the wall clock reaches `at`, or early when cancelled; never throws.
    [[nodiscard]] virtual task<void> wait_until(timestamp at) = 0;

    /// Ends after `span`, whatever is done to the wall clock meanwhile, or early when cancelled; never throws.
    /// For pauses and deadlines of our own.
    [[nodiscard]] virtual task<void> wait_for(duration span) = 0;
};

/// The machine's clock.  A wait is one monotonic timer, and the wall clock is read again when it fires:
/// set back meanwhile, the wait goes on; set forward, or after the machine slept, it ends late by that step.
/// A wait of more than an hour looks once an hour, so it is never late by more.
[[nodiscard]] std::unique_ptr<clock> make_system_clock();

}  // namespace defectd

#endif
