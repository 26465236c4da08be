// Reports for a watched daemon, and when its receiver hears of them.
#ifndef DEFECTD_BENCH_ARRIVALS_HPP
#define DEFECTD_BENCH_ARRIVALS_HPP

#include <atomic>
#include <chrono>
#include <semaphore>
#include <string>

#include "watched_daemon.hpp"

namespace defectd::bench {

/// A report of the given number of orders, each with one defect.
[[nodiscard]] std::string report_with(int orders);

/// When requests began to arrive; a request is waited for before the next can come.
class arrivals {
public:
    /// To be called on the receiver's thread as a request begins to arrive.
    void note();

    /// Waits for the next request and gives when it came.  Throws std::runtime_error, with the daemon's log, when none
    /// comes within a minute.
    [[nodiscard]] std::chrono::steady_clock::time_point next(const watched_daemon& daemon);

private:
    std::atomic<std::chrono::steady_clock::time_point> last_;
    std::counting_semaphore<> count_{0};
};

}  // namespace defectd::bench

#endif
