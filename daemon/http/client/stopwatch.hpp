// Measures how long a part of an attempt took, in whole milliseconds.
#ifndef DEFECTD_HTTP_CLIENT_STOPWATCH_HPP
#define DEFECTD_HTTP_CLIENT_STOPWATCH_HPP

#include <chrono>
#include <optional>

#include "defectd/base/time.hpp"

namespace defectd {

/// Runs from its construction, and writes the time into `into` when it is destroyed, whether the part succeeded or not.
/// `into` must outlive it.
class stopwatch {
public:
    explicit stopwatch(std::optional<duration>& into) : into_(into) {}
    ~stopwatch() { into_ = std::chrono::round<duration>(std::chrono::steady_clock::now() - began_); }
    stopwatch(const stopwatch&) = delete;
    stopwatch& operator=(const stopwatch&) = delete;

private:
    std::optional<duration>& into_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace defectd

#endif
