// A receiver that costs as little as possible, so that a benchmark measures the sender.
#ifndef DEFECTD_BENCH_RECEIVER_HPP
#define DEFECTD_BENCH_RECEIVER_HPP

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace defectd::bench {

/// Answers every POST with 200, keep-alive, on a thread of its own.  It understands requests with a
/// Content-Length only, which is all that defectd and the bare loop send.
class receiver {
public:
    /// @param port  on 127.0.0.1; 0 takes a free one
    explicit receiver(std::uint16_t port = 0);
    ~receiver();
    receiver(const receiver&) = delete;
    receiver& operator=(const receiver&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// Requests answered so far.  Any thread.
    [[nodiscard]] std::uint64_t answered() const noexcept;

private:
    struct loop;
    std::unique_ptr<loop> loop_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace defectd::bench

#endif
