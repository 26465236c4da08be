// A receiver that costs as little as possible, so that a benchmark measures the sender.
#ifndef DEFECTD_BENCH_RECEIVER_HPP
#define DEFECTD_BENCH_RECEIVER_HPP

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace defectd::bench {

/// Answers every POST with 200, keep-alive, on a thread of its own.  It understands requests with a Content-Length
/// only, which is all that defectd and the bare loop send.
class receiver {
public:
    /// Listens on a free port of 127.0.0.1.
    /// @param on_first_byte  called on the receiver's thread when the first bytes of a request are read
    explicit receiver(std::function<void()> on_first_byte = [] {});
    ~receiver();
    receiver(const receiver&) = delete;
    receiver& operator=(const receiver&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// Requests answered so far.  Any thread.
    [[nodiscard]] std::uint64_t answered() const noexcept;

private:
    struct loop;
    std::unique_ptr<loop> loop_;
    std::uint16_t port_;
    std::thread thread_;
};

}  // namespace defectd::bench

#endif
